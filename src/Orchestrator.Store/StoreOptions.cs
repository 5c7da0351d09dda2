namespace Orchestrator.Store;

/// <summary>The store's bounds. The defaults suit a cluster of some thousand nodes.</summary>
public sealed record StoreOptions
{
    public static StoreOptions Default { get; } = new();

    /// <summary>Writes that may wait for the journal; the next one is answered 429.</summary>
    public int WaitingCommandsMax { get; init; } = 4096;

    /// <summary>Bytes of the objects that may wait.</summary>
    public long WaitingBytesMax { get; init; } = 64 << 20;

    /// <summary>Writes that share one append.</summary>
    public int BatchCommandsMax { get; init; } = 1024;

    /// <summary>Bytes of objects in one append; a single larger object still makes a batch of its own.</summary>
    public int BatchBytesMax { get; init; } = 4 << 20;

    /// <summary>How long an old revision stays readable: Kubernetes compacts etcd every five minutes.</summary>
    public TimeSpan HistoryWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Changes kept at most, however young: bounds memory and the replay at the next start.</summary>
    public int HistoryChangesMax { get; init; } = 100_000;

    /// <summary>Bytes of the objects in the kept changes.</summary>
    public long HistoryBytesMax { get; init; } = 64 << 20;

    /// <summary>How often the history is checked for what has grown too old.</summary>
    public TimeSpan CompactionPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Size of a snapshot's segments, the unit in which snapshots are rewritten.</summary>
    public int SegmentBytes { get; init; } = 64 << 10;
}
