using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>What the newest snapshot says of each key.</summary>
/// <param name="Revision">The revision it shows; 0: there is none.</param>
/// <param name="Through">The last row that it includes.</param>
/// <param name="Keys">The revisions that made each object and last changed it.</param>
internal sealed record SnapshotPicture(
    long Revision, JournalPosition Through, IReadOnlyDictionary<string, (long Created, long Changed)> Keys)
{
    public static SnapshotPicture Of(JournalContents journal, List<string> faults)
    {
        var keys = new Dictionary<string, (long Created, long Changed)>();
        var manifest = journal.Manifest is { } row ? ManifestFormat.Read(row) : Manifest.Empty;
        var stored = journal.Segments.ToDictionary(segment => segment.Id);
        foreach (var segment in manifest.Segments)
        {
            if (stored.TryGetValue(segment.Id, out var found))
                SegmentFormat.Read(
                    found, entry => keys[entry.Key] = (entry.CreateRevision, entry.ModRevision), codec: null!);
            else
                faults.Add($"segment {segment.Id.Epoch}/{segment.Id.Number} of the snapshot is missing");
        }
        faults.AddRange(keys.Where(key => key.Value.Changed > manifest.Revision).Select(key =>
            $"the snapshot of revision {manifest.Revision} has {key.Key} at {key.Value.Changed}"));
        return new SnapshotPicture(manifest.Revision, manifest.Through, keys);
    }
}
