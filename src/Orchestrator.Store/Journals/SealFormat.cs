namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a <see cref="JournalRowKind.Seal"/> row: <c>version(1) timeMs nextEpoch candidate [address]
/// crc32c</c>.</summary>
/// <remarks>Seals are never compacted, so those without an address have to be read for ever; a store that advertises
/// none still writes them.</remarks>
internal static class SealFormat
{
    private const byte Version = 1;

    public static JournalRow Row(JournalPosition position, long timeMs, ulong candidate, string address = "")
    {
        var to = new PayloadWriter();
        to.Byte(Version);
        to.Number(timeMs);
        to.Number(position.Epoch + 1);
        to.Number((long)candidate);
        if (address.Length > 0)
            to.Text(address);
        return new JournalRow(position, JournalRowKind.Seal, timeMs, to.Finish());
    }

    /// <exception cref="JournalCorruptException">Not a seal of its epoch.</exception>
    public static Seal Read(JournalRow row)
    {
        var reader = new PayloadReader(row.Payload.Span, $"seal {row.Position}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        reader.Number();
        if (reader.Number() != row.Position.Epoch + 1)
            throw reader.Corrupt("it belongs to another leadership");
        var candidate = (ulong)reader.Number();
        return new Seal(candidate, reader.AtEnd ? null : reader.Text());
    }
}
