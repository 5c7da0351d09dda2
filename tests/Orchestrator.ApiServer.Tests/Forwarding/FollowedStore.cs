using Orchestrator.Store;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>A store that another process leads; it can be made the leader.</summary>
public sealed class FollowedStore(IStore store) : IStore
{
    private readonly List<Action<StoreLeadership>> _observers = [];

    public StoreSnapshot Current => store.Current;

    public StoreLeadership Leadership { get; private set; } = new(1, false, SimulatedPlanes.LeaderAddress);

    public void Post(StoreLeadership leadership)
    {
        Leadership = leadership;
        foreach (var observer in _observers)
            observer(leadership);
    }

    public ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default) =>
        store.ReadAsync(freshness, cancellation);

    public ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default) =>
        Leadership.IsLeader ? store.WriteAsync(command, cancellation) : throw new NotLeaderException(Leadership.Leader);

    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer) =>
        store.Subscribe(afterRevision, observer);

    public IDisposable OnLeadership(Action<StoreLeadership> observer)
    {
        _observers.Add(observer);
        observer(Leadership);
        return new CancellationTokenSource();
    }

    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        store.ChangesAfter(revision, prefix);
}
