using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Embedding;

/// <summary>The API of what is embedded, for parts that are made before it has started: asked for with each
/// call.</summary>
/// <param name="api">Throws <see cref="InvalidOperationException"/> while there is none.</param>
internal sealed class EmbeddedApiClient(Func<IApiClient> api) : IApiClient
{
    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        api().GetAsync(kind, key, resourceVersion, subresource, cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        api().ListAsync(kind, query, cancellation);

    public ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default) =>
        api().WatchAsync(kind, query, cancellation);

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        api().CreateAsync(kind, value, options, cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        api().UpdateAsync(kind, value, subresource, options, cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        api().PatchAsync(kind, key, patch, subresource, options, cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        api().DeleteAsync(kind, key, options, cancellation);

    public ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
        api().DeleteCollectionAsync(kind, query, options, cancellation);

    public ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        api().PostAsync(kind, key, subresource, body, cancellation);

    public IApiClient WithLeader(LeaderToken leader) => new EmbeddedApiClient(() => api().WithLeader(leader));

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        api().DiscoverAsync(cancellation);
}
