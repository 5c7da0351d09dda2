using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>A client that makes each call of another one; a derived one changes the calls it is about.</summary>
public abstract class ForwardingApiClient : IApiClient
{
    /// <summary>Asked for with each call; what it throws, the call throws.</summary>
    protected abstract IApiClient Target { get; }

    public virtual ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        Target.GetAsync(kind, key, resourceVersion, subresource, cancellation);

    public virtual ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        Target.ListAsync(kind, query, cancellation);

    public virtual ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default) =>
        Target.WatchAsync(kind, query, cancellation);

    public virtual ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Target.CreateAsync(kind, value, options, cancellation);

    public virtual ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Target.UpdateAsync(kind, value, subresource, options, cancellation);

    public virtual ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Target.PatchAsync(kind, key, patch, subresource, options, cancellation);

    public virtual ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        Target.DeleteAsync(kind, key, options, cancellation);

    public virtual ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
        Target.DeleteCollectionAsync(kind, query, options, cancellation);

    public virtual ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        Target.PostAsync(kind, key, subresource, body, cancellation);

    public abstract IApiClient WithLeader(LeaderToken leader);

    public virtual ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        Target.DiscoverAsync(cancellation);
}
