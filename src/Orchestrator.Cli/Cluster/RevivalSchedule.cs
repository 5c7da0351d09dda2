using Orchestrator.Actors;

namespace Orchestrator.Cli.Cluster;

/// <summary>When members that ended unasked are started again: at once, then less and less often, and at once again
/// after a minute of being ready. Pure but for what it remembers.</summary>
/// <remarks>Starts that fail and members that end soon after count alike, so that neither makes a loop.</remarks>
public sealed class RevivalSchedule(Entropy entropy)
{
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private readonly Dictionary<string, Revival> _revivals = new(StringComparer.Ordinal);

    /// <summary>Whether to begin the next attempt.</summary>
    /// <param name="now">On a clock that never steps back.</param>
    public bool IsDue(string member, TimeSpan now)
    {
        if (!_revivals.TryGetValue(member, out var known))
            return true;
        if (known.IsUnderWay)
            return false;
        if (now - known.ReadyAt >= Pauses.ResetAfter)
        {
            _revivals.Remove(member);
            return true;
        }
        return now >= known.DueAt;
    }

    /// <summary>The attempt's number, 1 for the first.</summary>
    public int Begin(string member)
    {
        var attempts = _revivals.TryGetValue(member, out var known) ? known.Attempts + 1 : 1;
        _revivals[member] = new Revival(attempts, IsUnderWay: true, default, null);
        return attempts;
    }

    public void EndReady(string member, TimeSpan now) => End(member, now, readyAt: now);

    /// <summary>How long until the next attempt.</summary>
    public TimeSpan EndFailed(string member, TimeSpan now) => End(member, now, readyAt: null);

    private TimeSpan End(string member, TimeSpan now, TimeSpan? readyAt)
    {
        var attempts = _revivals[member].Attempts;
        var pause = Pauses.After(attempts, entropy);
        _revivals[member] = new Revival(attempts, IsUnderWay: false, now + pause, readyAt);
        return pause;
    }

    private sealed record Revival(int Attempts, bool IsUnderWay, TimeSpan DueAt, TimeSpan? ReadyAt);
}
