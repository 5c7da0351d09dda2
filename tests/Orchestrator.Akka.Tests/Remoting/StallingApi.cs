using Orchestrator.Api;
using Orchestrator.Api.Kinds;
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

    private sealed class Client(IApiClient api, StallingApi seen) : ForwardingApiClient
    {
        protected override IApiClient Target => api;

        public override async ValueTask<ObjectList> ListAsync(
            KindDefinition kind, ListQuery query, CancellationToken cancellation = default)
        {
            await seen.HoldAsync(cancellation);
            return await base.ListAsync(kind, query, cancellation);
        }

        public override async ValueTask<IWatch> WatchAsync(
            KindDefinition kind, WatchQuery query, CancellationToken cancellation = default)
        {
            var watch = await base.WatchAsync(kind, query, cancellation);
            Interlocked.Increment(ref seen._openWatches);
            return new Watch(watch, seen);
        }

        public override IApiClient WithLeader(LeaderToken leader) => new Client(api.WithLeader(leader), seen);
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
