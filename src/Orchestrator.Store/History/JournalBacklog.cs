using Orchestrator.Store.Journals;

namespace Orchestrator.Store.History;

/// <summary>How much of the journal lies behind the newest snapshot, and so cannot be dropped: in rows, and in bytes of
/// the objects in them.</summary>
/// <remarks>Kept in steps, so that its own size stays small: it may name up to a step more than there is, never
/// less.</remarks>
internal sealed class JournalBacklog
{
    private const int RowsPerStep = 256;
    private readonly Queue<Step> _steps = new();
    private long _rows, _bytes;
    private long _coveredRows, _coveredBytes;

    public long Rows => _rows - _coveredRows;

    public long Bytes => _bytes - _coveredBytes;

    public void Add(JournalPosition row, long bytes)
    {
        _rows++;
        _bytes += bytes;
        if (_rows % RowsPerStep == 0)
            _steps.Enqueue(new(row, _rows, _bytes));
    }

    /// <summary>A snapshot shows everything up to a row, that one included.</summary>
    public void Covered(JournalPosition through)
    {
        while (_steps.TryPeek(out var step) && !IsBehind(step.Row, through))
            (_coveredRows, _coveredBytes) = (_steps.Dequeue().Rows, step.Bytes);
    }

    public bool Exceeds(StoreOptions options) => Rows > options.BacklogRowsMax || Bytes > options.BacklogBytesMax;

    private static bool IsBehind(JournalPosition row, JournalPosition through) =>
        row.Epoch > through.Epoch || (row.Epoch == through.Epoch && row.Sequence > through.Sequence);

    private readonly record struct Step(JournalPosition Row, long Rows, long Bytes);
}
