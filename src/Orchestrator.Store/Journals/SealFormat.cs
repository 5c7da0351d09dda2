namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a <see cref="JournalRowKind.Seal"/> row: <c>version(1) timeMs nextEpoch candidate
/// crc32c</c>.</summary>
internal static class SealFormat
{
    private const byte Version = 1;

    public static JournalRow Row(JournalPosition position, long timeMs, ulong candidate)
    {
        var to = new PayloadWriter();
        to.Byte(Version);
        to.Number(timeMs);
        to.Number(position.Epoch + 1);
        to.Number((long)candidate);
        return new JournalRow(position, JournalRowKind.Seal, timeMs, to.Finish());
    }

    /// <summary>Who took over by this seal: a number that each store draws when it starts.</summary>
    /// <exception cref="JournalCorruptException">Not a seal of its epoch.</exception>
    public static ulong Candidate(JournalRow row)
    {
        var reader = new PayloadReader(row.Payload.Span, $"seal {row.Position}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        reader.Number();
        if (reader.Number() != row.Position.Epoch + 1)
            throw reader.Corrupt("it belongs to another leadership");
        return (ulong)reader.Number();
    }
}
