using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>A leader's client that tells when the server says that its leadership has ended.</summary>
internal sealed class LedApiClient(IApiClient inner, Action ended) : ForwardingApiClient
{
    protected override IApiClient Target => inner;

    public override ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.CreateAsync(kind, value, options, cancellation));

    public override ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.UpdateAsync(kind, value, subresource, options, cancellation));

    public override ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        WriteAsync(inner.PatchAsync(kind, key, patch, subresource, options, cancellation));

    public override ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        WriteAsync(inner.DeleteAsync(kind, key, options, cancellation));

    public override async ValueTask DeleteCollectionAsync(
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

    public override async ValueTask PostAsync(
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

    public override IApiClient WithLeader(LeaderToken leader) => inner.WithLeader(leader);

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
