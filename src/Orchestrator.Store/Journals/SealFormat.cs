namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a <see cref="JournalRowKind.Seal"/> row: <c>version(1) timeMs nextEpoch crc32c</c>.</summary>
internal static class SealFormat
{
    private const byte Version = 1;

    public static JournalRow Row(JournalPosition position, long timeMs)
    {
        var to = new PayloadWriter();
        to.Byte(Version);
        to.Number(timeMs);
        to.Number(position.Epoch + 1);
        return new JournalRow(position, JournalRowKind.Seal, timeMs, to.Finish());
    }

    /// <exception cref="JournalCorruptException">Not a seal of its epoch.</exception>
    public static void Check(JournalRow row)
    {
        var reader = new PayloadReader(row.Payload.Span, $"seal {row.Position}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        reader.Number();
        if (reader.Number() != row.Position.Epoch + 1)
            throw reader.Corrupt("it belongs to another leadership");
    }
}
