using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Simulated;

/// <summary>
/// What could go next: runnables with work and due timers. Paused and delayed runnables wait beside it.
/// </summary>
internal sealed class Agenda(SimulatedTime time)
{
    private readonly List<Entry> _entries = [];
    private readonly List<Runnable> _paused = [];
    private readonly SortedSet<string> _pausedPaths = new(StringComparer.Ordinal);

    public Func<string, TimeSpan>? Delay { get; set; }

    public bool HasAny => _entries.Count > 0;

    public void Add(Runnable runnable)
    {
        if (Delay is { } delay && runnable is ActorCell && delay(runnable.Path) is var wait && wait > TimeSpan.Zero)
            time.CreateTimer(_ => AddNow(runnable), null, wait, Timeout.InfiniteTimeSpan);
        else
            AddNow(runnable);
    }

    public void AddDueTimers()
    {
        while (time.TryTakeDue(out var timer))
        {
            timer.MayFire = true;
            _entries.Add(new Entry(null, timer));
        }
    }

    /// <summary>Takes one of all by chance. False when the one drawn cannot go now, or never.</summary>
    public bool TryTake(Entropy choices, out Runnable? runnable, out SimulatedTimer? timer)
    {
        AddDueTimers();
        var index = _entries.Count == 1 ? 0 : choices.Next(_entries.Count);
        (runnable, timer) = _entries[index];
        _entries[index] = _entries[^1];
        _entries.RemoveAt(_entries.Count - 1);
        if (timer is not null)
            return timer.MayFire;
        if (runnable!.IsKilled)
            return false;
        if (!IsPaused(runnable))
            return true;
        _paused.Add(runnable);
        return false;
    }

    public void Pause(string path) => _pausedPaths.Add(path);

    public void Resume(string path)
    {
        _pausedPaths.Remove(path);
        var freed = _paused.FindAll(runnable => !IsPaused(runnable));
        _paused.RemoveAll(runnable => !IsPaused(runnable));
        freed.ForEach(AddNow);
    }

    /// <summary>Whether the path is the root's own or beneath it.</summary>
    public static bool IsWithin(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    private void AddNow(Runnable runnable) => _entries.Add(new Entry(runnable, null));

    private bool IsPaused(Runnable runnable) =>
        _pausedPaths.Count > 0 && runnable is ActorCell && _pausedPaths.Any(paused => IsWithin(runnable.Path, paused));

    private readonly record struct Entry(Runnable? Runnable, SimulatedTimer? Timer);
}
