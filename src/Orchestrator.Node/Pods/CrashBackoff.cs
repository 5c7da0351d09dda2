namespace Orchestrator.Node.Pods;

/// <summary>When a container that ended may run again: at once the first time, then after 10 s, 20 s, … 300
/// s.</summary>
/// <remarks>The kubelet's rule: the pause counts from the container's end, and is forgotten once twice its maximum has
/// passed since it last grew.</remarks>
public sealed class CrashBackoff
{
    public static readonly TimeSpan Initial = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(300);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The pause a container is in, as <c>back-off 10s</c> shows it; zero when it has none.</summary>
    public TimeSpan PauseOf(string container) =>
        _entries.TryGetValue(container, out var entry) ? entry.Pause : TimeSpan.Zero;

    /// <summary>How long a container that ended at a moment still has to wait.</summary>
    public TimeSpan Remaining(string container, DateTimeOffset finishedAt, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(container, out var entry) || finishedAt - entry.GrewAt > Max * 2)
            return TimeSpan.Zero;
        var left = finishedAt + entry.Pause - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Notes that a container is being run again, so that the next time waits longer.</summary>
    public void Restarting(string container, DateTimeOffset finishedAt, DateTimeOffset now)
    {
        var pause = _entries.TryGetValue(container, out var entry) && finishedAt - entry.GrewAt <= Max * 2
            ? entry.Pause * 2
            : Initial;
        _entries[container] = new(pause < Max ? pause : Max, now);
    }

    private readonly record struct Entry(TimeSpan Pause, DateTimeOffset GrewAt);
}
