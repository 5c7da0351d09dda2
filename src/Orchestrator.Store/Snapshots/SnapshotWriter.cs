using Orchestrator.Actors;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Snapshots;

/// <summary>Writes one snapshot while appends go on between its pieces: segments, then the manifest that names them,
/// then the journal rows that it covers are dropped. A crash at any point leaves the old snapshot or the new
/// one.</summary>
internal sealed class SnapshotWriter(IJournal journal, IWorkExecutor work, long epoch)
{
    // Small enough that a write that waits behind one waits some milliseconds.
    private const int TurnBytes = 256 << 10;
    private const int RowsPerTurn = 256;

    public async ValueTask<Manifest> WriteAsync(
        Manifest manifest, SegmentPlan plan, IReadOnlyList<SegmentId> orphans, CancellationToken cancellation)
    {
        var turn = new List<SegmentRow>();
        var bytes = 0;
        foreach (var piece in plan.Pieces)
        {
            var payload = await work.RunAsync(() => SegmentFormat.Write(piece.Entries));
            turn.Add(new SegmentRow(piece.Id, payload));
            bytes += payload.Length;
            if (bytes < TurnBytes)
                continue;
            await journal.WriteSegmentsAsync(turn, cancellation);
            turn = [];
            bytes = 0;
        }
        if (turn.Count > 0)
            await journal.WriteSegmentsAsync(turn, cancellation);
        var row = new ManifestRow(epoch, manifest.Revision, ManifestFormat.Write(manifest));
        await journal.WriteManifestAsync(row, [.. plan.Obsolete, .. orphans], cancellation);
        while (await journal.CompactAsync(manifest.Through, RowsPerTurn, cancellation) == RowsPerTurn)
        {
        }
        return manifest;
    }
}
