using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Tests.Clusters;

/// <summary>A journal behind a way that a test cuts: calls fail at once, as where a connection is refused, or do not
/// end before the way is whole again, as where packets are dropped.</summary>
internal sealed class RoutedJournal(IJournal inner) : IJournal, IJournalFollower
{
    private volatile TaskCompletionSource _whole = Ended();

    /// <summary>What calls fail with; null: they do not.</summary>
    public Func<JournalException>? Refusal { get; set; }

    public bool IsExclusive => inner.IsExclusive;

    public string Name => inner.Name;

    public long SizeBytes => inner.SizeBytes;

    public void Cut(bool dropsPackets)
    {
        if (dropsPackets)
            _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        else
            Refusal = static () => new JournalException("the way to the journal is cut");
    }

    public void Mend()
    {
        Refusal = null;
        _whole.TrySetResult();
    }

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.FindLastAsync(cancellation), cancellation);

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        GoAsync(() => inner.AppendAsync(row, cancellation), cancellation);

    public ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation) =>
        GoAsync(() => ((IJournalFollower)inner).SealAsync(seal, cancellation), cancellation);

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        GoAsync(() => inner.ReadAsync(after, bytesMax, cancellation), cancellation);

    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        GoAsync(() => ((IJournalFollower)inner).WaitForRowAsync(after, cancellation), cancellation);

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.FindManifestAsync(cancellation), cancellation);

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        GoAsync(() => inner.ReadSegmentsAsync(ids, cancellation), cancellation);

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        GoAsync(() => inner.ListSegmentsAsync(cancellation), cancellation);

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        GoAsync(() => inner.WriteSegmentsAsync(segments, cancellation), cancellation);

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        GoAsync(() => inner.WriteManifestAsync(manifest, obsolete, cancellation), cancellation);

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        GoAsync(() => inner.CompactAsync(through, rowsMax, cancellation), cancellation);

    /// <summary>Connections over a way that drops packets close when their calls end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _whole.Task;
        await inner.DisposeAsync();
    }

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

    private async ValueTask PassAsync(CancellationToken cancellation)
    {
        await _whole.Task.WaitAsync(cancellation);
        if (Refusal is { } refusal)
            throw refusal();
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }
}
