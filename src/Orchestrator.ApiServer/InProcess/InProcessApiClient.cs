using System.Globalization;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.InProcess;

/// <summary>The API for a component of this process: everyone's pipeline, with typed objects, under the component's
/// own identity.</summary>
public sealed class InProcessApiClient(RequestPipeline pipeline, UserIdentity identity, LeaderToken? leader = null)
    : IApiClient
{
    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default)
    {
        ReadableSubresources.Require(kind, subresource);
        return ObjectOf(
            For(RequestVerb.Get, kind, key) with { ResourceVersion = resourceVersion, Subresource = subresource ?? "" },
            cancellation);
    }

    public async ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default)
    {
        var request = new ApiRequest(identity, RequestVerb.List, kind)
        {
            Namespace = query.Namespace ?? "",
            List = query,
        };
        var list = (ListResult)await pipeline.ExecuteAsync(request, cancellation);
        var items = new KubeObject[list.Items.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = list.Items[i].Value.Object;
        return new(items, list.Revision.ToString(CultureInfo.InvariantCulture), list.Continue, list.Remaining);
    }

    public async ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
    {
        var request = new ApiRequest(identity, RequestVerb.Watch, kind)
        {
            Namespace = query.Namespace ?? "",
            Watch = query,
        };
        var result = (WatchResult)await pipeline.ExecuteAsync(request, cancellation);
        return new InProcessWatch(result.Watcher);
    }

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        ObjectOf(
            new(identity, RequestVerb.Create, kind)
            {
                Namespace = NamespaceOf(kind, value),
                Write = options ?? WriteOptions.Default,
                Body = new TypedBody(value),
                Leader = leader,
            },
            cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        ObjectOf(
            For(RequestVerb.Update, kind, new(NamespaceOf(kind, value), value.Metadata.Name ?? "")) with
            {
                Subresource = subresource ?? "",
                Write = options ?? WriteOptions.Default,
                Body = new TypedBody(value),
            },
            cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        ObjectOf(
            For(RequestVerb.Patch, kind, key) with
            {
                Subresource = subresource ?? "",
                Write = options ?? WriteOptions.Default,
                Body = new PatchBody(patch),
            },
            cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        ObjectOf(For(RequestVerb.Delete, kind, key) with { Delete = options ?? DeleteOptions.Empty }, cancellation);

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new ApiRequest(identity, RequestVerb.DeleteCollection, kind)
        {
            Namespace = query.Namespace ?? "",
            List = query,
            Delete = options ?? DeleteOptions.Empty,
            Leader = leader,
        };
        await pipeline.ExecuteAsync(request, cancellation);
    }

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        await pipeline.ExecuteAsync(
            For(RequestVerb.Create, kind, key) with { Subresource = subresource, Body = new TypedBody(body) },
            cancellation);

    public IApiClient WithLeader(LeaderToken leader) => new InProcessApiClient(pipeline, identity, leader);

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        new(ApiKinds.All);

    private ApiRequest For(RequestVerb verb, KindDefinition kind, ObjectKey key) =>
        new(identity, verb, kind)
        {
            Namespace = kind.Namespaced ? key.Namespace : "",
            Name = key.Name,
            Leader = leader,
        };

    private static string NamespaceOf(KindDefinition kind, KubeObject value) =>
        kind.Namespaced ? value.Metadata.Namespace ?? "" : "";

    private async ValueTask<KubeObject> ObjectOf(ApiRequest request, CancellationToken cancellation) =>
        await pipeline.ExecuteAsync(request, cancellation) switch
        {
            ObjectResult result => result.Object,
            DeletedResult result => result.Object,
            var other => throw new InvariantException($"{request.Verb} answered with {other.GetType().Name}"),
        };
}
