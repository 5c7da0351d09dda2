using Orchestrator.Store.History;

namespace Orchestrator.Store.Snapshots;

/// <summary>Keys that changed in what a follower's window has dropped: what its first snapshot has to rewrite should it
/// take over before its leader has written them. Pure.</summary>
/// <param name="known">Changes up to this revision are none of its business: a snapshot includes them.</param>
internal sealed class ForgottenKeys(long known)
{
    // Beyond this many it is cheaper to rewrite everything.
    private const int KeysMax = 200_000;
    private readonly Queue<(long Through, string[] Keys)> _dropped = [];
    private long _known = known;
    private int _count;

    public bool IsEmpty => _dropped.Count == 0;

    public void Add(Compaction compaction)
    {
        var keys = compaction.Keys.Distinct(StringComparer.Ordinal).ToArray();
        _dropped.Enqueue((compaction.Revision, keys));
        _count += keys.Length;
        while (_count > KeysMax)
            Forget();
    }

    /// <summary>A snapshot of that revision was written.</summary>
    public void Written(long revision)
    {
        while (_dropped.TryPeek(out var oldest) && oldest.Through <= revision)
            Forget();
    }

    /// <summary>The keys that changed behind a revision; null when that is not known of all.</summary>
    public IReadOnlyList<string>? After(long revision)
    {
        if (revision < _known)
            return null;
        return [.. _dropped.Where(dropped => dropped.Through > revision).SelectMany(dropped => dropped.Keys)];
    }

    private void Forget()
    {
        var (through, keys) = _dropped.Dequeue();
        _known = through;
        _count -= keys.Length;
    }
}
