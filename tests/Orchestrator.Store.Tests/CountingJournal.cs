using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Counts what is read from a shared journal.</summary>
internal sealed class CountingJournal(IJournal inner) : IJournal, IJournalFollower
{
    public int Questions { get; private set; }

    public int RowsRead { get; private set; }

    public int SegmentsRead { get; private set; }

    public bool IsExclusive => inner.IsExclusive;

    public long SizeBytes => inner.SizeBytes;

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        Questions++;
        return inner.FindLastAsync(cancellation);
    }

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        inner.AppendAsync(row, cancellation);

    public async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        var rows = await inner.ReadAsync(after, bytesMax, cancellation);
        RowsRead += rows.Count;
        return rows;
    }

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        inner.FindManifestAsync(cancellation);

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation)
    {
        SegmentsRead += ids.Count;
        return inner.ReadSegmentsAsync(ids, cancellation);
    }

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        inner.ListSegmentsAsync(cancellation);

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        inner.WriteSegmentsAsync(segments, cancellation);

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        inner.WriteManifestAsync(manifest, obsolete, cancellation);

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        inner.CompactAsync(through, rowsMax, cancellation);

    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        ((IJournalFollower)inner).WaitForRowAsync(after, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
