namespace Orchestrator.Store;

/// <summary>How far a store that follows may be behind the journal.</summary>
/// <remarks>Told by the follower's reads; asked from anywhere.</remarks>
public sealed class FollowerLag
{
    private volatile Reading? _last;

    /// <summary>Rows that the last read found and that were not shown before.</summary>
    public int Rows => _last?.Rows ?? 0;

    /// <summary>What was written longer ago than this is shown; zero where the store leads or has not begun to
    /// follow.</summary>
    public TimeSpan Time => _last is { } last ? last.Clock.GetElapsedTime(last.BegunAt) : TimeSpan.Zero;

    /// <summary>A read that began then gave all there was, and that is shown.</summary>
    internal void CaughtUp(TimeProvider clock, long begunAt, int rows) => _last = new Reading(clock, begunAt, rows);

    /// <summary>The store leads.</summary>
    internal void Clear() => _last = null;

    private sealed record Reading(TimeProvider Clock, long BegunAt, int Rows);
}
