using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Snapshots;

/// <summary>A whole snapshot: all keys at one revision, by the segments that hold them.</summary>
/// <param name="Revision">The revision it shows: the oldest one retained.</param>
/// <param name="TimeMs">When that revision was written.</param>
/// <param name="Through">The last journal row it includes; rows behind it are still to be replayed.</param>
/// <param name="Segments">In key order.</param>
internal sealed record Manifest(
    long Revision, long TimeMs, JournalPosition Through, IReadOnlyList<Segment> Segments)
{
    public static Manifest Empty { get; } = new(0, 0, default, []);

    /// <summary>Those of the stored segments that it does not name: of snapshots that were never finished.</summary>
    public IReadOnlyList<SegmentId> OrphansAmong(IReadOnlyList<SegmentId> stored)
    {
        var named = Segments.Select(segment => segment.Id).ToHashSet();
        return [.. stored.Where(id => !named.Contains(id)).OrderBy(id => id.Epoch).ThenBy(id => id.Number)];
    }
}
