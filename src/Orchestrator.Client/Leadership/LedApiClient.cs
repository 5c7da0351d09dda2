using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>A leader's client that tells when the server says that its leadership has ended.</summary>
internal sealed class LedApiClient(IApiClient inner, Action ended) : IApiClient
{
    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        inner.GetAsync(kind, key, resourceVersion, subresource, cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        inner.ListAsync(kind, query, cancellation);

    public ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default) =>
        inner.WatchAsync(kind, query, cancellation);

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.CreateAsync(kind, value, options, cancellation));

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.UpdateAsync(kind, value, subresource, options, cancellation));

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.PatchAsync(kind, key, patch, subresource, options, cancellation));

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        WriteAsync(inner.DeleteAsync(kind, key, options, cancellation));

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        try
        {
            await inner.DeleteCollectionAsync(kind, query, options, cancellation);
        }
        catch (StatusException error) when (error.IsLeadershipEnded)
        {
            ended();
            throw;
        }
    }

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default)
    {
        try
        {
            await inner.PostAsync(kind, key, subresource, body, cancellation);
        }
        catch (StatusException error) when (error.IsLeadershipEnded)
        {
            ended();
            throw;
        }
    }

    public IApiClient WithLeader(LeaderToken leader) => inner.WithLeader(leader);

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        inner.DiscoverAsync(cancellation);

    private async ValueTask<KubeObject> WriteAsync(ValueTask<KubeObject> write)
    {
        try
        {
            return await write;
        }
        catch (StatusException error) when (error.IsLeadershipEnded)
        {
            ended();
            throw;
        }
    }
}
