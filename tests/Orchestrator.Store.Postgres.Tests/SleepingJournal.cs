using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A process that can be put to sleep: its calls are made when it wakes.</summary>
internal sealed class SleepingJournal(IJournal inner) : PassingJournal(inner)
{
    private volatile TaskCompletionSource _awake = Awake();

    public void Sleep() => _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => _awake.TrySetResult();

    public override async ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        await _awake.Task;
        return await base.FindLastAsync(cancellation);
    }

    public override async ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        await _awake.Task;
        await base.AppendAsync(row, cancellation);
    }

    public override async ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        await _awake.Task;
        return await base.SealAsync(seal, cancellation);
    }

    public override async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        await _awake.Task;
        return await base.ReadAsync(after, bytesMax, cancellation);
    }

    public override async ValueTask WriteSegmentsAsync(
        IReadOnlyList<SegmentRow> segments, CancellationToken cancellation)
    {
        await _awake.Task;
        await base.WriteSegmentsAsync(segments, cancellation);
    }

    public override async ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation)
    {
        await _awake.Task;
        await base.WriteManifestAsync(manifest, obsolete, cancellation);
    }

    public override async ValueTask<int> CompactAsync(
        JournalPosition through, int rowsMax, CancellationToken cancellation)
    {
        await _awake.Task;
        return await base.CompactAsync(through, rowsMax, cancellation);
    }

    public override async ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation)
    {
        await _awake.Task;
        await base.WaitForRowAsync(after, cancellation);
    }

    private static TaskCompletionSource Awake()
    {
        var awake = new TaskCompletionSource();
        awake.SetResult();
        return awake;
    }
}
