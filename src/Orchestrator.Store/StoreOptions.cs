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

    /// <summary>Journal rows behind the newest snapshot at most: many times what the window holds, reached only when
    /// snapshots keep failing. Then writes are refused with 503 until one succeeds, rather than let the journal grow
    /// until the disk is full and the next start takes for ever.</summary>
    public long BacklogRowsMax { get; init; } = 1_000_000;

    /// <summary>The same in bytes of their objects.</summary>
    public long BacklogBytesMax { get; init; } = 1L << 30;

    /// <summary>How often the history is checked for what has grown too old.</summary>
    public TimeSpan CompactionPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Size of a snapshot's segments, the unit in which snapshots are rewritten.</summary>
    public int SegmentBytes { get; init; } = 64 << 10;

    /// <summary>On a journal that several stores share: follow whoever leads and take over when nobody does, rather
    /// than take over at the start and never again. Without effect on a journal of one process.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether a store that follows takes over by itself. With <see cref="Follow"/>; without effect on a
    /// journal of one process, where the store leads from its start.</summary>
    public Succession Succession { get; init; }

    /// <summary>The API address that followers are told while this store leads: <c>host:port</c>.</summary>
    public string Advertise { get; init; } = "";

    /// <summary>This process holds <see cref="Advertise"/>, as a socket that it has bound: a leader at that address
    /// which it finds at its start is the process before it, which is gone. Then it takes over at once.</summary>
    public bool HoldsAddress { get; init; }

    /// <summary>How long a leader that has nothing to write stays silent. With <see cref="Follow"/>.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a leader may be silent before a follower takes over; some heartbeats.</summary>
    public TimeSpan TakeoverAfter { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>How long a read on a shared journal waits until it is as fresh as asked: as long as Kubernetes
    /// does.</summary>
    public TimeSpan ReadWaitMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Reads that may wait at a time.</summary>
    public int WaitingReadsMax { get; init; } = 16_384;
}
