namespace Orchestrator.Store.Journals;

/// <summary>A row's place: the leadership it belongs to and its number there, from 1. Rows are ordered by it.</summary>
public readonly record struct JournalPosition(long Epoch, long Sequence) : IComparable<JournalPosition>
{
    public JournalPosition Next => this with { Sequence = Sequence + 1 };

    public int CompareTo(JournalPosition other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }

    public override string ToString() => $"store-{Epoch}/{Sequence}";
}
