namespace Orchestrator.Store.Journals;

/// <summary>Where the store's events and snapshots live. One store talks to it, with at most one append in
/// flight.</summary>
/// <remarks>
/// Rows lie under the persistence id <c>store-&lt;epoch&gt;</c>, one epoch per leadership. A leadership ends with a
/// seal in the row after its last: whoever takes over puts it there, and since two rows cannot have one position,
/// exactly one candidate gets in and whatever the sealed writer still tries is refused.
/// A failed call is resolved by reading back; calls take effect in the order in which they are made.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>No other process can write here, so that no read needs its leadership confirmed.</summary>
    bool IsExclusive { get; }

    /// <summary>What it is, for a text that says what to do about it: <c>the data directory /var/lib/x</c>,
    /// <c>the database orchestrator at db:5432</c>.</summary>
    string Name => "the journal";

    /// <summary>Bytes on disk, roughly; for the metrics.</summary>
    long SizeBytes { get; }

    /// <summary>The newest row of the newest epoch, its payload left out; null in an empty journal.</summary>
    ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation);

    /// <summary>Puts one row behind the others; when it completes, the row survives a power cut. All of it or
    /// nothing.</summary>
    /// <exception cref="JournalConflictException">The position is taken.</exception>
    /// <exception cref="JournalFullException">No space: nothing was kept.</exception>
    /// <exception cref="JournalException">Anything else: the row may have been kept or not.</exception>
    ValueTask AppendAsync(JournalRow row, CancellationToken cancellation);

    /// <summary>Rows of one epoch behind a position, in order: at least one where there is one, and then no more than
    /// about
    /// <paramref name="bytesMax"/>.</summary>
    ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation);

    /// <summary>The newest manifest; null when no snapshot was written yet.</summary>
    ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation);

    /// <summary>Segments in the order asked for.</summary>
    /// <exception cref="JournalCorruptException">One is missing.</exception>
    ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation);

    /// <summary>Which segments are there, in no particular order: those of an unfinished snapshot too.</summary>
    ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation);

    /// <summary>Adds segments. They mean nothing until a manifest names them.</summary>
    ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation);

    /// <summary>Replaces the manifest and drops segments, in one step.</summary>
    /// <exception cref="JournalSealedException">The manifest's epoch has been sealed: another leader
    /// writes.</exception>
    ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation);

    /// <summary>Drops up to <paramref name="rowsMax"/> rows up to a position, seals excepted; gives how many. The
    /// manifest must cover them.</summary>
    ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation);
}
