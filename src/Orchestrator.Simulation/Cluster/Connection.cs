using Orchestrator.Simulation.Checks;

namespace Orchestrator.Simulation.Cluster;

/// <summary>The API as a component reaches it over a network: whichever server answers now, as badly as the link is.</summary>
/// <remarks>Whatever a server answered is held against the store's history.</remarks>
internal sealed class Connection(
    ServerSlot server, UserIdentity identity, Link link, TimeProvider time, AnswerLedger answers,
    LeaderToken? leader = null) : IApiClient
{
    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, CancellationToken cancellation = default) =>
        CallAsync(api => api.GetAsync(kind, key, resourceVersion, cancellation), null, cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        CallAsync(api => api.ListAsync(kind, query, cancellation), null, cancellation);

    public async ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
    {
        var watch = await CallAsync(api => api.WatchAsync(kind, query, cancellation), null, cancellation);
        return new ConnectionWatch(watch, server.Ended, link.WatchesEnded, answers);
    }

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null, CancellationToken cancellation = default) =>
        CallAsync(
            api => api.CreateAsync(kind, value, options, cancellation), o => answers.Wrote(kind, o), cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(
            api => api.UpdateAsync(kind, value, subresource, options, cancellation),
            o => answers.Wrote(kind, o), cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync(
            api => api.PatchAsync(kind, key, patch, subresource, options, cancellation),
            o => answers.Wrote(kind, o), cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        CallAsync(api => api.DeleteAsync(kind, key, options, cancellation), null, cancellation);

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        await CallAsync(
            async api =>
            {
                await api.DeleteCollectionAsync(kind, query, options, cancellation);
                return true;
            },
            null, cancellation);

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        await CallAsync(
            async api =>
            {
                await api.PostAsync(kind, key, subresource, body, cancellation);
                return true;
            },
            null, cancellation);

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        CallAsync(api => api.DiscoverAsync(cancellation), null, cancellation);

    public IApiClient WithLeader(LeaderToken leader) => new Connection(server, identity, link, time, answers, leader);

    private async ValueTask<TResult> CallAsync<TResult>(
        Func<IApiClient, ValueTask<TResult>> call, Action<TResult>? answered, CancellationToken cancellation)
    {
        var delay = link.NextDelay();
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, cancellation);
        if (server.Core is not { } core)
            throw new ApiUnreachableException($"{link.Name}: no API server runs");
        if (link.IsCut || link.Happens(link.LoseRequest))
            throw new ApiUnreachableException($"{link.Name}: the request was lost");
        var ended = server.Ended;
        var client = core.ClientFor(identity);
        var task = call(leader is null ? client : client.WithLeader(leader)).AsTask();
        try
        {
            // A server that died answers nobody any more.
            await task.WaitAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw new ApiUnreachableException($"{link.Name}: the API server died");
        }
        catch (Exception error) when (error is not StatusException)
        {
            answers.Failed(link.Name, error, cancellation);
            throw;
        }
        var result = await task;
        answered?.Invoke(result);
        if (link.IsCut || link.Happens(link.LoseAnswer))
            throw new ApiUnreachableException($"{link.Name}: the answer was lost");
        return result;
    }
}
