namespace Orchestrator.Store;

/// <summary>The cluster's state: what etcd is to Kubernetes. Reads come from immutable snapshots, writes are messages to the one writer.</summary>
public interface IStore
{
    /// <summary>The newest published snapshot: at least as new as every write answered so far.</summary>
    StoreSnapshot Current { get; }

    /// <summary>A snapshot as fresh as asked: at once in a standalone process, after leadership is confirmed where another leader could exist.</summary>
    /// <exception cref="StoreUnavailableException">The store has lost its journal or its leadership.</exception>
    ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default);

    /// <summary>
    /// Applies one write if its precondition holds. An answer means that it is on disk. Conflicts are answers, not exceptions.
    /// </summary>
    /// <exception cref="StoreFullException">Too many writes wait: try again later. Nothing happened.</exception>
    /// <exception cref="StoreUnavailableException">The journal failed: the write may have happened or not.</exception>
    ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default);

    /// <summary>
    /// Calls <paramref name="observer"/> with every batch after <paramref name="afterRevision"/>, in order and without a gap, on the store's turn: it must be
    /// quick and must not throw. Batches already written come first.
    /// </summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer);

    /// <summary>The retained changes after a revision, oldest first, for keys that begin with <paramref name="prefix"/>.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix);
}

/// <summary>How fresh a read must be.</summary>
public readonly record struct Freshness(long? AtLeast)
{
    /// <summary>Includes every write answered before the read began.</summary>
    public static Freshness Latest => default;

    /// <summary>Whatever is at hand.</summary>
    public static Freshness Any => new(0);

    public static Freshness NotOlderThan(long revision) => new(revision);
}
