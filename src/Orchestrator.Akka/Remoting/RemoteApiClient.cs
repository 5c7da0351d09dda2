using System.Text;
using Akka.Actor;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>The API at another member of the cluster: each call is an actor here and one at the
/// <see cref="ApiServerGate"/>.</summary>
/// <remarks>
/// <code>
///   IApiClient api = new RemoteApiClient(cluster.Akka, new ClusterGates(cluster), UserIdentity.Node("worker-1"));
/// </code>
/// A refusal comes as the server's whole Status. <see cref="ApiUnreachableException"/> says that no answer came: the
/// server died, fell silent, or a part was lost on the way. Nothing is sent twice.
/// </remarks>
public sealed class RemoteApiClient : IApiClient
{
    private readonly ActorSystem _system;
    private readonly IGates _gates;
    private readonly UserIdentity _user;
    private readonly RemoteApiOptions _options;
    private readonly string? _leader;

    /// <param name="gate">The gate's reference, a selection of its address, or a proxy of the singleton it is; or
    /// <see cref="IGates"/>, which are asked for one with each call.</param>
    public RemoteApiClient(ActorSystem system, ICanTell gate, UserIdentity user, RemoteApiOptions? options = null)
        : this(system, SingleGate.Of(gate), user, options ?? RemoteApiOptions.Default, null)
    {
    }

    private RemoteApiClient(
        ActorSystem system, IGates gates, UserIdentity user, RemoteApiOptions options, string? leader)
    {
        _system = system;
        _gates = gates;
        _user = user;
        _options = options;
        _leader = leader;
    }

    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default)
    {
        var header = string.IsNullOrEmpty(subresource)
            ? For(RemoteVerb.Get, kind, key)
            : For(RemoteVerb.GetSubresource, kind, key) with { Subresource = subresource };
        return CallAsync(
            header with { ResourceVersion = resourceVersion }, null, new ObjectSink(kind), cancellation);
    }

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        CallAsync(Selecting(RemoteVerb.List, kind, query), null, new ListSink(kind), cancellation);

    public async ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
    {
        var watch = new RemoteWatch(kind, _options);
        var header = CallHeader.For(RemoteVerb.Watch, _user, kind) with
        {
            Namespace = query.Namespace,
            LabelSelector = query.LabelSelector,
            FieldSelector = query.FieldSelector,
            ResourceVersion = query.ResourceVersion,
            AllowBookmarks = query.AllowBookmarks,
            SendInitialEvents = query.SendInitialEvents,
            TimeoutTicks = query.Timeout is { } timeout ? timeout.Ticks + 1 : 0,
        };
        cancellation.ThrowIfCancellationRequested();
        watch.Begin(Start(header, null, watch));
        using var registration = cancellation.UnsafeRegister((_, token) => watch.Cancel(token), null);
        await watch.Opened.ConfigureAwait(false);
        return watch;
    }

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(
            With(For(RemoteVerb.Create, kind, value.Key), options), JsonCodec.Write(value), new ObjectSink(kind),
            cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(
            With(For(RemoteVerb.Update, kind, value.Key), options) with { Subresource = subresource },
            JsonCodec.Write(value), new ObjectSink(kind), cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(
            With(For(RemoteVerb.Patch, kind, key), options) with
            {
                Subresource = subresource,
                PatchType = NameOf(patch.Type),
            },
            patch.Utf8, new ObjectSink(kind), cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        CallAsync(
            For(RemoteVerb.Delete, kind, key) with { DeleteOptions = JsonOf(options) }, default(ReadOnlyMemory<byte>),
            new ObjectSink(kind), cancellation);

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
        await CallAsync(
            Selecting(RemoteVerb.DeleteCollection, kind, query) with { DeleteOptions = JsonOf(options) },
            default(ReadOnlyMemory<byte>), new DoneSink(), cancellation).ConfigureAwait(false);

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        await CallAsync(
            For(RemoteVerb.Post, kind, key) with { Subresource = subresource }, JsonCodec.Write(body), new DoneSink(),
            cancellation).ConfigureAwait(false);

    public IApiClient WithLeader(LeaderToken leader) =>
        new RemoteApiClient(_system, _gates, _user, _options, LeaderTokenHeader.Format(leader));

    /// <inheritdoc/>
    /// <remarks>Kinds without a definition here are left out.</remarks>
    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        CallAsync(new CallHeader(RemoteVerb.Discover, _user), null, new KindsSink(), cancellation);

    private async ValueTask<T> CallAsync<T>(
        CallHeader header, ReadOnlyMemory<byte>? body, ResultSink<T> sink, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = Start(header, body, sink);
        using var registration = cancellation.UnsafeRegister(
            (_, token) =>
            {
                sink.Cancel(token);
                call.Tell(RemoteCall.GiveUp.Instance, ActorRefs.NoSender);
            },
            null);
        return await sink.Result.ConfigureAwait(false);
    }

    private IActorRef Start(CallHeader header, ReadOnlyMemory<byte>? body, AnswerSink sink)
    {
        if (body is { } bytes && bytes.Length > _options.ObjectBytesMax)
            throw Statuses.RequestEntityTooLarge(_options.ObjectBytesMax);
        var head = CallHeaderCodec.Write(_leader is null || header.IsRead ? header : header with { Leader = _leader });
        if (head.Length > RemoteApiOptions.ChunkBytesMax)
            throw Statuses.RequestEntityTooLarge(
                $"names, selectors and options may take {RemoteApiOptions.ChunkBytesMax} bytes");
        return RemoteCall.Start(_system, _gates, header.ToString(), head, body, sink, _options);
    }

    private CallHeader For(RemoteVerb verb, KindDefinition kind, ObjectKey key) =>
        CallHeader.For(verb, _user, kind) with { Namespace = key.Namespace, Name = key.Name };

    private CallHeader Selecting(RemoteVerb verb, KindDefinition kind, ListQuery query) =>
        CallHeader.For(verb, _user, kind) with
        {
            Namespace = query.Namespace,
            LabelSelector = query.LabelSelector,
            FieldSelector = query.FieldSelector,
            Limit = query.Limit,
            Continue = query.Continue,
            ResourceVersion = query.ResourceVersion,
            ResourceVersionMatch = query.ResourceVersionMatch,
        };

    private static CallHeader With(CallHeader header, WriteOptions? options) => options is null
        ? header
        : header with
        {
            DryRun = options.DryRun,
            FieldManager = options.FieldManager,
            FieldValidation = options.FieldValidation,
        };

    private static string? JsonOf(DeleteOptions? options) =>
        options is null ? null : Encoding.UTF8.GetString(JsonCodec.Write(options));

    private static string NameOf(PatchType type) => type switch
    {
        PatchType.Json => "json",
        PatchType.Merge => "merge",
        PatchType.StrategicMerge => "strategic",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
