using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>A client whose way to the server can be cut: then every call fails before it arrives. Open watches
/// stay.</summary>
public sealed class CutClient(IApiClient inner, Func<bool> isCut) : IApiClient
{
    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        Reach().GetAsync(kind, key, resourceVersion, subresource, cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        Reach().ListAsync(kind, query, cancellation);

    public ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default) =>
        Reach().WatchAsync(kind, query, cancellation);

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Reach().CreateAsync(kind, value, options, cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Reach().UpdateAsync(kind, value, subresource, options, cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        Reach().PatchAsync(kind, key, patch, subresource, options, cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        Reach().DeleteAsync(kind, key, options, cancellation);

    public ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
        Reach().DeleteCollectionAsync(kind, query, options, cancellation);

    public ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        Reach().PostAsync(kind, key, subresource, body, cancellation);

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        Reach().DiscoverAsync(cancellation);

    public IApiClient WithLeader(LeaderToken leader) => new CutClient(inner.WithLeader(leader), isCut);

    private IApiClient Reach() => isCut() ? throw new ApiUnreachableException("the way to the server is cut") : inner;
}
