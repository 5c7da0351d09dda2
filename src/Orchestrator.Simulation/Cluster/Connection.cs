using Orchestrator.Simulation.Checks;

namespace Orchestrator.Simulation.Cluster;

/// <summary>The API as a component reaches it over a network: whichever server answers now, as badly as the link
/// is.</summary>
/// <remarks>Whatever a server answered is held against the store's history.</remarks>
internal sealed class Connection(
    ServerChoice servers, UserIdentity identity, Link link, TimeProvider time, AnswerLedger answers,
    LeaderToken? leader = null) : IApiClient
{
    /// <summary>A server among several that answers nothing for so long is left for the next.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20);

    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        CallAsync(api => api.GetAsync(kind, key, resourceVersion, subresource, cancellation), null, cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        ListFreshAsync(answers.Acknowledged, kind, query, cancellation);

    public async ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
    {
        var ended = CancellationToken.None;
        var watch = await CallAsync(
            api =>
            {
                ended = servers.Current.Ended;
                return api.WatchAsync(kind, query, cancellation);
            },
            null, cancellation);
        return new ConnectionWatch(watch, ended, link.WatchesEnded, answers);
    }

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
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
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
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

    public IApiClient WithLeader(LeaderToken leader) => new Connection(servers, identity, link, time, answers, leader);

    /// <summary>A list that names no revision shows at least what had been acknowledged when it was asked
    /// for.</summary>
    private async ValueTask<ObjectList> ListFreshAsync(
        long acknowledged, KindDefinition kind, ListQuery query, CancellationToken cancellation)
    {
        var list = await CallAsync(api => api.ListAsync(kind, query, cancellation), null, cancellation);
        if (string.IsNullOrEmpty(query.ResourceVersion) && string.IsNullOrEmpty(query.Continue))
            answers.Listed(kind, list, acknowledged);
        return list;
    }

    private async ValueTask<TResult> CallAsync<TResult>(
        Func<IApiClient, ValueTask<TResult>> call, Action<TResult>? answered, CancellationToken cancellation)
    {
        var delay = link.NextDelay();
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, cancellation);
        var server = servers.Current;
        if (server.Core is not { } core)
        {
            servers.Leave(server);
            throw new ApiUnreachableException($"{link.Name}: no API server runs");
        }
        if (link.IsCut || link.Happens(link.LoseRequest))
            throw new ApiUnreachableException($"{link.Name}: the request was lost");
        var ended = server.Ended;
        var client = core.ClientFor(identity);
        var task = call(leader is null ? client : client.WithLeader(leader)).AsTask();
        try
        {
            // A server that died answers nobody any more.
            if (servers.HasOthers)
                await task.WaitAsync(AnswerMax, time, ended);
            else
                await task.WaitAsync(ended);
        }
        // Not what the server answered, even if it did so just now.
        catch (TimeoutException) when (task.Exception?.InnerException is not TimeoutException)
        {
            servers.Leave(server);
            throw new ApiUnreachableException($"{link.Name}: no answer in {AnswerMax}");
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            servers.Leave(server);
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
