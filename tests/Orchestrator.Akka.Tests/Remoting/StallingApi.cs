using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Sees what the gate asks of the server: holds lists back, and counts open watches.</summary>
internal sealed class StallingApi
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _watchesEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openWatches;

    public bool Stall { get; set; }

    public Task Entered => _entered.Task;

    /// <summary>The list that was held back has been cancelled.</summary>
    public Task Left => _left.Task;

    public Task WatchesEnded => _watchesEnded.Task;

    public int OpenWatches => Volatile.Read(ref _openWatches);

    public void GoOn() => _goOn.SetResult();

    public IApiClient Over(IApiClient api) => new Client(api, this);

    private async ValueTask HoldAsync(CancellationToken cancellation)
    {
        if (!Stall)
            return;
        _entered.TrySetResult();
        try
        {
            await _goOn.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
            throw;
        }
    }

    private sealed class Client(IApiClient api, StallingApi seen) : IApiClient
    {
        public ValueTask<KubeObject> GetAsync(
            KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
            CancellationToken cancellation = default) =>
            api.GetAsync(kind, key, resourceVersion, subresource, cancellation);

        public async ValueTask<ObjectList> ListAsync(
            KindDefinition kind, ListQuery query, CancellationToken cancellation = default)
        {
            await seen.HoldAsync(cancellation);
            return await api.ListAsync(kind, query, cancellation);
        }

        public async ValueTask<IWatch> WatchAsync(
            KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
        {
            var watch = await api.WatchAsync(kind, query, cancellation);
            Interlocked.Increment(ref seen._openWatches);
            return new Watch(watch, seen);
        }

        public ValueTask<KubeObject> CreateAsync(
            KindDefinition kind, KubeObject value, WriteOptions? options = null,
            CancellationToken cancellation = default) =>
            api.CreateAsync(kind, value, options, cancellation);

        public ValueTask<KubeObject> UpdateAsync(
            KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
            CancellationToken cancellation = default) =>
            api.UpdateAsync(kind, value, subresource, options, cancellation);

        public ValueTask<KubeObject> PatchAsync(
            KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
            CancellationToken cancellation = default) =>
            api.PatchAsync(kind, key, patch, subresource, options, cancellation);

        public ValueTask<KubeObject> DeleteAsync(
            KindDefinition kind, ObjectKey key, DeleteOptions? options = null,
            CancellationToken cancellation = default) =>
            api.DeleteAsync(kind, key, options, cancellation);

        public ValueTask DeleteCollectionAsync(
            KindDefinition kind, ListQuery query, DeleteOptions? options = null,
            CancellationToken cancellation = default) =>
            api.DeleteCollectionAsync(kind, query, options, cancellation);

        public ValueTask PostAsync(
            KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
            CancellationToken cancellation = default) =>
            api.PostAsync(kind, key, subresource, body, cancellation);

        public IApiClient WithLeader(LeaderToken leader) => new Client(api.WithLeader(leader), seen);

        public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
            api.DiscoverAsync(cancellation);
    }

    private sealed class Watch(IWatch watch, StallingApi seen) : IWatch
    {
        public ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default) =>
            watch.NextAsync(cancellation);

        public async ValueTask DisposeAsync()
        {
            await watch.DisposeAsync();
            if (Interlocked.Decrement(ref seen._openWatches) == 0)
                seen._watchesEnded.TrySetResult();
        }
    }
}
