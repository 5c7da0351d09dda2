using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Counts what is read from a shared journal, and how often a seal was tried.</summary>
internal sealed class CountingJournal(IJournal inner) : PassingJournal(inner)
{
    public int Questions { get; private set; }

    public int RowsRead { get; private set; }

    public int SegmentsRead { get; private set; }

    public int Seals { get; private set; }

    /// <summary>Of <see cref="Seals"/>, those that were to go behind whatever is newest.</summary>
    public int SealsBehindNewest { get; private set; }

    public override ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        Questions++;
        return base.FindLastAsync(cancellation);
    }

    public override ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        if (row.Kind == JournalRowKind.Seal)
            Seals++;
        return base.AppendAsync(row, cancellation);
    }

    public override ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        Seals++;
        SealsBehindNewest++;
        return base.SealAsync(seal, cancellation);
    }

    public override async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        var rows = await base.ReadAsync(after, bytesMax, cancellation);
        RowsRead += rows.Count;
        return rows;
    }

    public override ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation)
    {
        SegmentsRead += ids.Count;
        return base.ReadSegmentsAsync(ids, cancellation);
    }
}
