using System.IO.Pipelines;
using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;

namespace Orchestrator.Client.Http;

/// <summary>The API at an HTTPS address, or at several: all calls and watches of a client share one HTTP/2 connection
/// to the server that answers.</summary>
/// <remarks>
/// <code>
///   using var api = new HttpApiClient(Kubeconfig.Load(path).OptionsFor());
///   var informers = SharedInformers.Spawn(system, "informers", api);
/// </code>
/// What the server refused without effect is sent again a few times; nothing else is, since it may have happened. A
/// revision that is no longer kept may be told by the watch's first <see cref="IWatch.NextAsync"/> instead of
/// <see cref="WatchAsync"/>. A delete of most kinds answers with the object's identity alone (decision 66).
/// </remarks>
public sealed class HttpApiClient : IApiClient, IDisposable
{
    private const int ListBufferBytes = 64 * 1024;

    private readonly HttpTransport _transport;
    private readonly string? _leader;

    public HttpApiClient(HttpApiClientOptions options)
        : this(options, () => ServerConnection.HandlerOf(options))
    {
    }

    /// <summary>For tests that answer themselves.</summary>
    internal HttpApiClient(HttpApiClientOptions options, HttpMessageHandler handler)
        : this(options, () => handler)
    {
    }

    private HttpApiClient(HttpApiClientOptions options, Func<HttpMessageHandler> connect) =>
        _transport = new HttpTransport(options, connect);

    private HttpApiClient(HttpTransport transport, LeaderToken leader)
    {
        _transport = transport;
        _leader = LeaderTokenHeader.Format(leader);
    }

    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default)
    {
        ReadableSubresources.Require(kind, subresource);
        var path = ResourceUrl.Object(kind, key, subresource);
        if (!string.IsNullOrEmpty(resourceVersion))
            path += $"?resourceVersion={Uri.EscapeDataString(resourceVersion)}";
        var call = new ApiCall(HttpMethod.Get, path) { Kind = kind, Name = key.Name };
        return ObjectAsync(call, At(kind, subresource), cancellation);
    }

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default)
    {
        var call = new ApiCall(HttpMethod.Get, ResourceUrl.List(kind, query)) { Kind = kind };
        return _transport.CallAsync(call, (response, token) => ReadListAsync(kind, response, token), cancellation);
    }

    public async ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
    {
        var call = new ApiCall(HttpMethod.Get, ResourceUrl.Watch(kind, query)) { Kind = kind };
        var answer = await _transport.OpenAsync(call, cancellation).ConfigureAwait(false);
        return new HttpWatch(answer, kind, query.AllowBookmarks, _transport.Options);
    }

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default)
    {
        var path = ResourceUrl.Collection(kind, value.Metadata.Namespace);
        var call = new ApiCall(HttpMethod.Post, ResourceUrl.Write(path, options))
        {
            Body = JsonCodec.Write(value),
            Kind = kind,
            Name = value.Metadata.Name ?? "",
        };
        return ObjectAsync(call, kind, cancellation);
    }

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default)
    {
        var path = ResourceUrl.Object(kind, value.Key, subresource);
        var call = new ApiCall(HttpMethod.Put, ResourceUrl.Write(path, options))
        {
            Body = JsonCodec.Write(value),
            Kind = kind,
            Name = value.Key.Name,
        };
        return ObjectAsync(call, At(kind, subresource), cancellation);
    }

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default)
    {
        var path = ResourceUrl.Object(kind, key, subresource);
        var call = new ApiCall(HttpMethod.Patch, ResourceUrl.Write(path, options))
        {
            Body = patch.Utf8,
            ContentType = MediaTypeOf(patch.Type),
            Kind = kind,
            Name = key.Name,
        };
        return ObjectAsync(call, At(kind, subresource), cancellation);
    }

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        var call = new ApiCall(HttpMethod.Delete, ResourceUrl.Object(kind, key))
        {
            Body = BodyOf(options),
            Kind = kind,
            Name = key.Name,
        };
        return BodyAsync(call, utf8 => Deleted(kind, key, utf8), cancellation);
    }

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        var call = new ApiCall(HttpMethod.Delete, ResourceUrl.List(kind, query))
        {
            Body = BodyOf(options),
            Kind = kind,
        };
        await _transport.CallAsync(Led(call), DrainAsync, cancellation).ConfigureAwait(false);
    }

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default)
    {
        var call = new ApiCall(HttpMethod.Post, ResourceUrl.Object(kind, key, subresource))
        {
            Body = JsonCodec.Write(body),
            Kind = kind,
            Name = key.Name,
        };
        await _transport.CallAsync(Led(call), DrainAsync, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IApiClient WithLeader(LeaderToken leader) => new HttpApiClient(_transport, leader);

    /// <inheritdoc/>
    /// <remarks>Kinds without a definition here, such as custom resources, are left out.</remarks>
    public async ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default)
    {
        var kinds = new List<KindDefinition>();
        foreach (var root in (string[])["/api", "/apis"])
        {
            var call = new ApiCall(HttpMethod.Get, root) { Accept = DiscoveryReader.Accept };
            kinds.AddRange(await BodyAsync(call, DiscoveryReader.Read, cancellation).ConfigureAwait(false));
        }
        return kinds;
    }

    /// <summary>Takes up a renewed client certificate: what follows goes over a new connection, made with the
    /// certificate as it is now.</summary>
    /// <remarks>Watches over the old one end as if their time were over, so that their readers resume; it is closed
    /// when the calls under way have ended.</remarks>
    public void RenewConnections() => _transport.Renew();

    /// <summary>Closes the connection; calls and watches under way fail.</summary>
    public void Dispose() => _transport.Dispose();

    private ValueTask<KubeObject> ObjectAsync(ApiCall call, KindDefinition kind, CancellationToken cancellation) =>
        BodyAsync(call, utf8 => kind.ReadJson(utf8), cancellation);

    private ValueTask<T> BodyAsync<T>(ApiCall call, ReadUtf8<T> read, CancellationToken cancellation) =>
        _transport.CallAsync(
            Led(call),
            (response, token) => AnswerBody.ReadAsync(response, _transport.Options.ObjectBytesMax, read, token),
            cancellation);

    private ApiCall Led(ApiCall call) => _leader is null || call.IsRead ? call : call with { Leader = _leader };

    private async ValueTask<ObjectList> ReadListAsync(
        KindDefinition kind, HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ListBufferBytes));
        try
        {
            var reader = new ListReader(kind, pipe, _transport.Options.ObjectBytesMax);
            return await reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }

    // The answer says nothing that is wanted, but a success counts only once it is whole.
    private static async ValueTask<bool> DrainAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await response.Content.CopyToAsync(Stream.Null, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>What travels at a subresource: the object itself, or another kind such as Scale.</summary>
    private static KindDefinition At(KindDefinition kind, string? subresource)
    {
        foreach (var known in kind.Subresources)
        {
            if (known.Name == subresource)
                return ApiKinds.Find(known.Kind) ?? kind;
        }
        return kind;
    }

    private static KubeObject Deleted(KindDefinition kind, ObjectKey key, ReadOnlySpan<byte> utf8)
    {
        if (JsonCodec.ReadTypeMeta(utf8) is not { Kind: "Status", ApiVersion: "v1" })
            return kind.ReadJson(utf8);
        var status = JsonCodec.Read<Status>(utf8);
        return kind.ReadJson("{}"u8) with
        {
            Metadata = new ObjectMeta
            {
                Name = key.Name,
                Namespace = kind.Namespaced ? key.Namespace : null,
                Uid = status.Details?.Uid,
            },
        };
    }

    private static ReadOnlyMemory<byte>? BodyOf(DeleteOptions? options) =>
        options is null || options == DeleteOptions.Empty ? null : JsonCodec.Write(options);

    private static string MediaTypeOf(PatchType type) => type switch
    {
        PatchType.Json => "application/json-patch+json",
        PatchType.Merge => "application/merge-patch+json",
        PatchType.StrategicMerge => "application/strategic-merge-patch+json",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
