namespace Orchestrator.Hosting.Clusters;

/// <summary>When a control plane counts as cut off from the journal that the others hear.</summary>
public sealed record JournalSightOptions
{
    /// <summary>Below it a member would leave for what an ordinary reconnect mends.</summary>
    public static readonly TimeSpan LostAfterMin = TimeSpan.FromSeconds(2);

    /// <summary>How long the journal may be silent where the store is to lead, until the others are asked.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Another member hears the journal if it did so last within this time; when nothing happens a store asks
    /// its journal twice a second.</summary>
    public TimeSpan HeardWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>And if it has been hearing it for so long. After an outage of the database for all, one member is
    /// connected again before another: a connect that hangs ends after 5 s, the next begins up to 2 s later.</summary>
    public TimeSpan SettledAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A longer silence between two answers begins that time anew.</summary>
    public TimeSpan GapMax => LostAfter / 2;
}
