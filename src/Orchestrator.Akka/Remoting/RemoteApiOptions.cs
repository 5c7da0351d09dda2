namespace Orchestrator.Akka.Remoting;

/// <summary>How much of the API is on its way between two members at a time, and when a peer counts as gone.</summary>
/// <remarks>Both sides may differ: each grants by its own figures.</remarks>
public sealed record RemoteApiOptions
{
    /// <summary>The most one message carries besides its number; with its envelope it stays below 64 KiB and
    /// Akka.Remote's frame.</summary>
    public const int ChunkBytesMax = 48 * 1024;

    public static RemoteApiOptions Default { get; } = new();

    /// <summary>Chunks that may be on their way to one reader of one call.</summary>
    public int Window { get; init; } = 8;

    /// <summary>How often either side says how far it is.</summary>
    public TimeSpan PulsePeriod { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>So many periods without a word end the call.</summary>
    public int SilentPeriodsMax { get; init; } = 4;

    /// <summary>The largest object, as JSON, in either direction.</summary>
    public int ObjectBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Events of a watch, as JSON, that are kept for a reader who is slower than they come.</summary>
    public int WatchBytesAhead { get; init; } = 512 * 1024;

    /// <summary>Bytes of a log that are kept for a reader who is slower than they come, besides those on their
    /// way.</summary>
    public int LogBytesAhead { get; init; } = 128 * 1024;

    /// <summary>Calls and watches a gate serves at a time; more are refused with 429.</summary>
    public int CallsMax { get; init; } = 16_384;
}
