namespace Orchestrator.Store;

/// <summary>The cluster's state: what etcd is to Kubernetes. Reads come from immutable snapshots, writes go to the one
/// writer.</summary>
public interface IStore
{
    /// <summary>The newest published snapshot: at least as new as every write answered so far.</summary>
    /// <exception cref="StoreUnavailableException">The store has not finished its start.</exception>
    StoreSnapshot Current { get; }

    /// <summary>Who leads.</summary>
    StoreLeadership Leadership { get; }

    /// <summary>A snapshot as fresh as asked: at once in a standalone process; where others may lead, after the journal
    /// was asked for its newest row, once for all who wait, and that row is applied here. A revision that has not been
    /// reached is waited for, <see cref="StoreOptions.ReadWaitMax"/> at most; then it is the newest there is: the
    /// caller compares. (A standalone store does not wait.)</summary>
    /// <exception cref="StoreUnavailableException">The store has not started, the journal does not answer in time, or
    /// a store that does not follow has lost its leadership.</exception>
    ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default);

    /// <summary>
    /// Applies one write if its precondition holds. An answer means that it is on disk. Conflicts are answers, not
    /// exceptions. The object is serialized on the caller's thread. Cancelling ends the wait, not the write.
    /// </summary>
    /// <exception cref="NotLeaderException">Another store leads, or none yet: nothing happened.</exception>
    /// <exception cref="StoreFullException">Too many writes wait: try again later. Nothing happened.</exception>
    /// <exception cref="StoreUnavailableException">The journal failed: its <c>MayHaveHappened</c> says whether the
    /// write can have been kept.</exception>
    ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default);

    /// <summary>
    /// Calls <paramref name="observer"/> with every batch after <paramref name="afterRevision"/>, in order, without a
    /// gap (but see <see cref="StoreBatch.IsGap"/>) and without a repeat, on the store's turn: it must be quick and
    /// must not throw. What is already written comes first, in one batch, before this method returns.
    /// </summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer);

    /// <summary>Calls <paramref name="observer"/> with the present leadership before it returns, then with each change,
    /// in order, on the store's turn: it must be quick and must not throw. When it hears that this store leads, writes
    /// are taken here.</summary>
    IDisposable OnLeadership(Action<StoreLeadership> observer);

    /// <summary>The retained changes after a revision, oldest first, for keys that begin with <paramref
    /// name="prefix"/>.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix);
}
