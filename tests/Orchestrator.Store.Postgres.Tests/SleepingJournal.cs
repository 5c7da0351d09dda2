using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A process that can be put to sleep: its calls are made when it wakes.</summary>
internal sealed class SleepingJournal(IJournal inner) : IJournal, IJournalFollower
{
    private volatile TaskCompletionSource _awake = Awake();

    public bool IsExclusive => inner.IsExclusive;

    public long SizeBytes => inner.SizeBytes;

    public void Sleep() => _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => _awake.TrySetResult();

    public async ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        await _awake.Task;
        return await inner.FindLastAsync(cancellation);
    }

    public async ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        await _awake.Task;
        await inner.AppendAsync(row, cancellation);
    }

    public async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        await _awake.Task;
        return await inner.ReadAsync(after, bytesMax, cancellation);
    }

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        inner.FindManifestAsync(cancellation);

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) => inner.ReadSegmentsAsync(ids, cancellation);

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        inner.ListSegmentsAsync(cancellation);

    public async ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation)
    {
        await _awake.Task;
        await inner.WriteSegmentsAsync(segments, cancellation);
    }

    public async ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation)
    {
        await _awake.Task;
        await inner.WriteManifestAsync(manifest, obsolete, cancellation);
    }

    public async ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation)
    {
        await _awake.Task;
        return await inner.CompactAsync(through, rowsMax, cancellation);
    }

    public async ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation)
    {
        await _awake.Task;
        await ((IJournalFollower)inner).WaitForRowAsync(after, cancellation);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static TaskCompletionSource Awake()
    {
        var awake = new TaskCompletionSource();
        awake.SetResult();
        return awake;
    }
}
