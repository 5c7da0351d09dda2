namespace Orchestrator.Store.Journals;

/// <summary>What a row holds.</summary>
public enum JournalRowKind
{
    /// <summary>The writes of one append: see <see cref="BatchFormat"/>.</summary>
    Batch,

    /// <summary>The end of a leadership: nothing follows under its epoch. Never compacted.</summary>
    Seal,
}

/// <summary>One row of the journal.</summary>
/// <param name="Position">Unique: a second row at one position is refused.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="TimeMs">When it was written, in milliseconds since 1970 UTC.</param>
/// <param name="Payload">The bytes; a journal does not keep them beyond the call that took them.</param>
public sealed record JournalRow(
    JournalPosition Position, JournalRowKind Kind, long TimeMs, ReadOnlyMemory<byte> Payload);
