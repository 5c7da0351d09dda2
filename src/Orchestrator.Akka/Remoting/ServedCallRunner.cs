using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>Makes of a call that arrived the same call of a client beside the server.</summary>
internal static class ServedCallRunner
{
    /// <exception cref="StatusException">What the server refused, and 400 or 404 for a call that makes no
    /// sense.</exception>
    public static async Task<IAnswerSource> RunAsync(
        Func<UserIdentity, IApiClient> clients, CallHeader header, ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var api = clients(header.User);
        if (header.Leader is { } leader)
        {
            api = api.WithLeader(LeaderTokenHeader.TryParse(leader, out var token)
                ? token
                : throw Statuses.BadRequest($"the leader token is not of the form {LeaderTokenHeader.Form}"));
        }
        if (header.Verb == RemoteVerb.Discover)
            return new KindsAnswer(await api.DiscoverAsync(cancellation).ConfigureAwait(false));
        var kind = ApiKinds.Find(header.Group, header.Version, header.Plural) ?? throw Statuses.PathNotFound();
        return header.IsRead
            ? await ReadAsync(api, kind, header, cancellation).ConfigureAwait(false)
            : new ObjectAnswer(await WriteAsync(api, kind, header, body, cancellation).ConfigureAwait(false));
    }

    private static async ValueTask<IAnswerSource> ReadAsync(
        IApiClient api, KindDefinition kind, CallHeader header, CancellationToken cancellation)
    {
        switch (header.Verb)
        {
            case RemoteVerb.Get:
            case RemoteVerb.GetSubresource:
                return new ObjectAnswer(await api.GetAsync(
                    kind, KeyOf(header), header.ResourceVersion, header.Subresource,
                    cancellation).ConfigureAwait(false));
            case RemoteVerb.List:
                return new ListAnswer(await api.ListAsync(kind, ListOf(header), cancellation).ConfigureAwait(false));
            default:
                return new WatchAnswer(await api.WatchAsync(kind, WatchOf(header), cancellation).ConfigureAwait(false));
        }
    }

    private static async ValueTask<KubeObject?> WriteAsync(
        IApiClient api, KindDefinition kind, CallHeader header, ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        switch (header.Verb)
        {
            case RemoteVerb.Create:
                return await api.CreateAsync(
                    kind, Read(kind, body), WriteOf(header), cancellation).ConfigureAwait(false);
            case RemoteVerb.Update:
                return await api.UpdateAsync(
                    kind, Read(kind, body), header.Subresource, WriteOf(header), cancellation).ConfigureAwait(false);
            case RemoteVerb.Patch:
                var patch = new Patch(PatchOf(header), body);
                return await api.PatchAsync(
                    kind, KeyOf(header), patch, header.Subresource, WriteOf(header),
                    cancellation).ConfigureAwait(false);
            case RemoteVerb.Delete:
                return await api.DeleteAsync(kind, KeyOf(header), DeleteOf(header), cancellation).ConfigureAwait(false);
            case RemoteVerb.DeleteCollection:
                await api.DeleteCollectionAsync(
                    kind, ListOf(header), DeleteOf(header), cancellation).ConfigureAwait(false);
                return null;
            default:
                await api.PostAsync(kind, KeyOf(header), header.Subresource ?? "", Read(kind, body), cancellation)
                    .ConfigureAwait(false);
                return null;
        }
    }

    private static KubeObject Read(KindDefinition kind, ReadOnlyMemory<byte> body)
    {
        try
        {
            return WireObject.Read(kind, body.Span);
        }
        catch (JsonDecodeException error)
        {
            throw Statuses.BadRequest($"the object cannot be read: {error.Message}");
        }
    }

    private static ObjectKey KeyOf(CallHeader header) => new(header.Namespace ?? "", header.Name ?? "");

    private static ListQuery ListOf(CallHeader header) => new()
    {
        Namespace = header.Namespace,
        LabelSelector = header.LabelSelector,
        FieldSelector = header.FieldSelector,
        Limit = header.Limit,
        Continue = header.Continue,
        ResourceVersion = header.ResourceVersion,
        ResourceVersionMatch = header.ResourceVersionMatch,
    };

    private static WatchQuery WatchOf(CallHeader header) => new()
    {
        Namespace = header.Namespace,
        LabelSelector = header.LabelSelector,
        FieldSelector = header.FieldSelector,
        ResourceVersion = header.ResourceVersion,
        AllowBookmarks = header.AllowBookmarks,
        SendInitialEvents = header.SendInitialEvents,
        Timeout = header.TimeoutTicks == 0 ? null : TimeSpan.FromTicks(header.TimeoutTicks - 1),
    };

    private static WriteOptions WriteOf(CallHeader header) => new()
    {
        DryRun = header.DryRun,
        FieldManager = header.FieldManager,
        FieldValidation = header.FieldValidation,
    };

    private static DeleteOptions? DeleteOf(CallHeader header)
    {
        if (header.DeleteOptions is not { } json)
            return null;
        try
        {
            return JsonCodec.Read<DeleteOptions>(System.Text.Encoding.UTF8.GetBytes(json));
        }
        catch (JsonDecodeException error)
        {
            throw Statuses.BadRequest($"the delete options cannot be read: {error.Message}");
        }
    }

    private static PatchType PatchOf(CallHeader header) => header.PatchType switch
    {
        "json" => PatchType.Json,
        "merge" => PatchType.Merge,
        "strategic" => PatchType.StrategicMerge,
        _ => throw Statuses.BadRequest($"\"{header.PatchType}\" is no type of patch: json, merge or strategic"),
    };
}
