using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Passes every call on to another journal; a test overrides what it is about.</summary>
internal abstract class PassingJournal(IJournal inner) : IJournal, IJournalFollower
{
    public bool IsExclusive => inner.IsExclusive;

    public string Name => inner.Name;

    public long SizeBytes => inner.SizeBytes;

    public virtual ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.FindLastAsync(cancellation), cancellation);

    public virtual ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        GoAsync(() => inner.AppendAsync(row, cancellation), cancellation);

    public virtual ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        GoAsync(() => inner.ReadAsync(after, bytesMax, cancellation), cancellation);

    public virtual ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.FindManifestAsync(cancellation), cancellation);

    public virtual ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        GoAsync(() => inner.ReadSegmentsAsync(ids, cancellation), cancellation);

    public virtual ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.ListSegmentsAsync(cancellation), cancellation);

    public virtual ValueTask WriteSegmentsAsync(
        IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        GoAsync(() => inner.WriteSegmentsAsync(segments, cancellation), cancellation);

    public virtual ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        GoAsync(() => inner.WriteManifestAsync(manifest, obsolete, cancellation), cancellation);

    public virtual ValueTask<int> CompactAsync(
        JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        GoAsync(() => inner.CompactAsync(through, rowsMax, cancellation), cancellation);

    public virtual ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        GoAsync(() => ((IJournalFollower)inner).WaitForRowAsync(after, cancellation), cancellation);

    public virtual ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation) =>
        GoAsync(() => ((IJournalFollower)inner).SealAsync(seal, cancellation), cancellation);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>What comes before each call: it is made when this has ended, and fails as this does.</summary>
    protected virtual ValueTask PassAsync(CancellationToken cancellation) => default;

    private async ValueTask<TResult> GoAsync<TResult>(Func<ValueTask<TResult>> call, CancellationToken cancellation)
    {
        await PassAsync(cancellation);
        return await call();
    }

    private async ValueTask GoAsync(Func<ValueTask> call, CancellationToken cancellation)
    {
        await PassAsync(cancellation);
        await call();
    }
}
