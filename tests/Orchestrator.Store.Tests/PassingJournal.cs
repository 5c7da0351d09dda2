using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Passes every call on to another journal; a test overrides what it is about.</summary>
internal abstract class PassingJournal(IJournal inner) : IJournal, IJournalFollower
{
    public bool IsExclusive => inner.IsExclusive;

    public long SizeBytes => inner.SizeBytes;

    public virtual ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        inner.FindLastAsync(cancellation);

    public virtual ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        inner.AppendAsync(row, cancellation);

    public virtual ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        inner.ReadAsync(after, bytesMax, cancellation);

    public virtual ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        inner.FindManifestAsync(cancellation);

    public virtual ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) => inner.ReadSegmentsAsync(ids, cancellation);

    public virtual ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        inner.ListSegmentsAsync(cancellation);

    public virtual ValueTask WriteSegmentsAsync(
        IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        inner.WriteSegmentsAsync(segments, cancellation);

    public virtual ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        inner.WriteManifestAsync(manifest, obsolete, cancellation);

    public virtual ValueTask<int> CompactAsync(
        JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        inner.CompactAsync(through, rowsMax, cancellation);

    public virtual ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        ((IJournalFollower)inner).WaitForRowAsync(after, cancellation);

    public virtual ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation) =>
        ((IJournalFollower)inner).SealAsync(seal, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
