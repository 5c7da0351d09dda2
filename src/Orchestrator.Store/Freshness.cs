namespace Orchestrator.Store;

/// <summary>How fresh a read must be.</summary>
public readonly record struct Freshness(long? AtLeast)
{
    /// <summary>Includes every write answered before the read began.</summary>
    public static Freshness Latest => default;

    /// <summary>Whatever is at hand.</summary>
    public static Freshness Any => new(0);

    public static Freshness NotOlderThan(long revision) => new(revision);
}
