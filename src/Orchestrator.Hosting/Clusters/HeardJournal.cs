using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Clusters;

/// <summary>A journal whose every answer is noted in a <see cref="JournalHearing"/>; a refusal is an answer
/// too.</summary>
/// <remarks>A leader appends and a follower reads twice a second when there is nothing to do, so that an idle journal
/// is heard as well.</remarks>
public sealed class HeardJournal(IJournal inner, JournalHearing hearing, TimeProvider time) : IJournal, IJournalFollower
{
    /// <summary>Connections to a journal that is not heard may take as long to close as a call may take.</summary>
    private static readonly TimeSpan LostCloseMax = TimeSpan.FromSeconds(1);

    public bool IsExclusive => inner.IsExclusive;

    public string Name => inner.Name;

    public long SizeBytes => inner.SizeBytes;

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        HearAsync(inner.FindLastAsync(cancellation));

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        HearAsync(inner.AppendAsync(row, cancellation));

    public ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation) =>
        HearAsync(((IJournalFollower)inner).SealAsync(seal, cancellation));

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        HearAsync(inner.ReadAsync(after, bytesMax, cancellation));

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        HearAsync(inner.FindManifestAsync(cancellation));

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        HearAsync(inner.ReadSegmentsAsync(ids, cancellation));

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        HearAsync(inner.ListSegmentsAsync(cancellation));

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        HearAsync(inner.WriteSegmentsAsync(segments, cancellation));

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        HearAsync(inner.WriteManifestAsync(manifest, obsolete, cancellation));

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        HearAsync(inner.CompactAsync(through, rowsMax, cancellation));

    /// <remarks>It may complete without a word from the journal, and tells nothing.</remarks>
    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        ((IJournalFollower)inner).WaitForRowAsync(after, cancellation);

    /// <summary>Waits for what is under way, but not for a journal that is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        var closed = inner.DisposeAsync().AsTask();
        while (!closed.IsCompleted && hearing.Look().Silence < LostCloseMax)
            await Task.WhenAny(closed, Task.Delay(LostCloseMax, time));
        if (closed.IsCompleted)
            await closed;
    }

    private async ValueTask<TResult> HearAsync<TResult>(ValueTask<TResult> call)
    {
        try
        {
            var result = await call;
            hearing.Heard();
            return result;
        }
        catch (JournalException error)
        {
            Hear(error);
            throw;
        }
    }

    private async ValueTask HearAsync(ValueTask call)
    {
        try
        {
            await call;
            hearing.Heard();
        }
        catch (JournalException error)
        {
            Hear(error);
            throw;
        }
    }

    private void Hear(JournalException error)
    {
        if (error is JournalConflictException or JournalSealedException or JournalFullException
            or JournalReadOnlyException or JournalCorruptException)
            hearing.Heard();
        else
            hearing.Failed();
    }
}
