namespace Orchestrator.Store;

/// <summary>All keys at one revision, immutable and ordered (ordinal).</summary>
public abstract class StoreSnapshot
{
    public abstract long Revision { get; }

    /// <summary>Reads at revisions below this one fail with <see cref="CompactedException"/>.</summary>
    public abstract long CompactedRevision { get; }

    public abstract StoreEntry? Get(string key);

    /// <summary>Entries whose key begins with <paramref name="prefix"/> and lies behind <paramref name="after"/>, in
    /// key order.</summary>
    public abstract IEnumerable<StoreEntry> Range(string prefix, string? after = null);

    /// <summary>How many keys begin with the prefix.</summary>
    public abstract int Count(string prefix);

    /// <summary>The snapshot at an older, retained revision.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The revision has not been reached.</exception>
    public abstract StoreSnapshot At(long revision);
}
