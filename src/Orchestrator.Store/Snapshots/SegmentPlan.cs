using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Snapshots;

/// <summary>Which segments a new snapshot rewrites: those in which a key changed since the last one. Pure.</summary>
/// <remarks>A rewritten range is cut anew into segments of about the target size; one that has become small takes its
/// right neighbour in. The others are kept as they lie on disk.</remarks>
internal sealed class SegmentPlan
{
    private SegmentPlan(IReadOnlyList<Segment> segments, IReadOnlyList<Piece> pieces, IReadOnlyList<SegmentId> obsolete)
    {
        Segments = segments;
        Pieces = pieces;
        Obsolete = obsolete;
    }

    /// <summary>All segments of the new snapshot, in key order.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Those to be written.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>Those that no longer belong to the snapshot.</summary>
    public IReadOnlyList<SegmentId> Obsolete { get; }

    /// <param name="current">The last snapshot's segments.</param>
    /// <param name="tree">What the new one shows.</param>
    /// <param name="dirtyKeys">Every key that differs between the two.</param>
    /// <param name="next">Makes a new segment's id.</param>
    /// <param name="targetBytes">Size of a segment.</param>
    public static SegmentPlan For(
        IReadOnlyList<Segment> current, EntryTree tree, IEnumerable<string> dirtyKeys, Func<SegmentId> next,
        int targetBytes)
    {
        var dirty = DirtyRanges(current, dirtyKeys);
        var segments = new List<Segment>();
        var pieces = new List<Piece>();
        var obsolete = new List<SegmentId>();
        for (var i = 0; i < Math.Max(current.Count, 1); i++)
        {
            if (!dirty[i])
            {
                if (i < current.Count)
                    segments.Add(current[i]);
                continue;
            }
            var first = i;
            var entries = Entries(current, tree, i);
            while (Weight(entries) < targetBytes / 4 && i + 1 < current.Count)
                entries.AddRange(Entries(current, tree, ++i));
            for (var old = first; old <= i && old < current.Count; old++)
                obsolete.Add(current[old].Id);
            Cut(entries, next, targetBytes, segments, pieces);
        }
        return new SegmentPlan(segments, pieces, obsolete);
    }

    private static bool[] DirtyRanges(IReadOnlyList<Segment> current, IEnumerable<string> dirtyKeys)
    {
        var dirty = new bool[Math.Max(current.Count, 1)];
        foreach (var key in dirtyKeys)
        {
            int low = 1, high = current.Count - 1;
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                if (string.CompareOrdinal(current[middle].FirstKey, key) <= 0)
                    low = middle + 1;
                else
                    high = middle - 1;
            }
            dirty[low - 1] = true;
        }
        return dirty;
    }

    private static List<StoreEntry> Entries(IReadOnlyList<Segment> current, EntryTree tree, int index) =>
        [.. tree.Between(
            index == 0 ? "" : current[index].FirstKey,
            index + 1 < current.Count ? current[index + 1].FirstKey : null)];

    private static long Weight(List<StoreEntry> entries)
    {
        var bytes = 0L;
        foreach (var entry in entries)
            bytes += entry.Value.Json.Length;
        return bytes;
    }

    private static void Cut(
        List<StoreEntry> entries, Func<SegmentId> next, int targetBytes, List<Segment> segments, List<Piece> pieces)
    {
        var begin = 0;
        var bytes = 0L;
        for (var i = 0; i < entries.Count; i++)
        {
            bytes += entries[i].Value.Json.Length;
            if (bytes < targetBytes && i + 1 < entries.Count)
                continue;
            var segment = new Segment(next(), entries[begin].Key, (int)Math.Min(bytes, int.MaxValue));
            segments.Add(segment);
            pieces.Add(new Piece(segment.Id, entries.GetRange(begin, i + 1 - begin)));
            begin = i + 1;
            bytes = 0;
        }
    }

    /// <summary>One segment to be written.</summary>
    internal sealed record Piece(SegmentId Id, IReadOnlyList<StoreEntry> Entries);
}
