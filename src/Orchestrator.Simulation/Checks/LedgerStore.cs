namespace Orchestrator.Simulation.Checks;

/// <summary>The store with a ledger of what it acknowledged and what it said had not happened.</summary>
internal sealed class LedgerStore(IStore store, StoreLedger ledger) : IStore
{
    /// <summary>Whatever still runs against a process that died is never answered, and nobody waits for it.</summary>
    public bool IsDead { get; set; }

    public StoreSnapshot Current => store.Current;

    public StoreLeadership Leadership => store.Leadership;

    public ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default) =>
        store.ReadAsync(freshness, cancellation);

    public ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default)
    {
        // Cancelling ends the wait, not the write: the ledger waits on.
        var write = store.WriteAsync(command, default).AsTask();
        if (!IsDead)
            ledger.Add(command, write);
        return new(write.WaitAsync(cancellation));
    }

    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer) =>
        store.Subscribe(afterRevision, observer);

    public IDisposable OnLeadership(Action<StoreLeadership> observer) => store.OnLeadership(observer);

    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        store.ChangesAfter(revision, prefix);
}
