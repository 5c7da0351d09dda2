using Orchestrator.Store;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>Says that it leads, and shows an old state, until it is asked.</summary>
internal sealed class StaleStore(SimulatedPlanes planes, StoreSnapshot shown) : IStore
{
    private Action<StoreLeadership> _observers = _ => { };
    private bool _isAsked;

    public bool KeepsItsLead { get; init; }

    public StoreSnapshot Current => Leadership.IsLeader && !_isAsked ? shown : planes.Store.Current;

    public StoreLeadership Leadership { get; private set; } = new(1, false, null);

    public void BeginToLead() => Post(new(2, true, "deposed:6443"));

    public ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default)
    {
        _isAsked |= freshness == Freshness.Latest && Leadership.IsLeader;
        if (_isAsked && !KeepsItsLead)
            Post(new(3, false, SimulatedPlanes.LeaderAddress));
        return planes.Store.ReadAsync(freshness, cancellation);
    }

    public ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default)
    {
        if (KeepsItsLead)
            return planes.Store.WriteAsync(command, cancellation);
        Post(new(3, false, SimulatedPlanes.LeaderAddress));
        throw new NotLeaderException(SimulatedPlanes.LeaderAddress);
    }

    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer) =>
        planes.Store.Subscribe(afterRevision, observer);

    public IDisposable OnLeadership(Action<StoreLeadership> observer)
    {
        _observers += observer;
        observer(Leadership);
        return new CancellationTokenSource();
    }

    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        planes.Store.ChangesAfter(revision, prefix);

    private void Post(StoreLeadership leadership)
    {
        Leadership = leadership;
        _observers(leadership);
    }
}
