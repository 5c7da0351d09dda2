namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a segment: <c>version(1) count { key createRevision modRevision json }* crc32c</c>, in key
/// order.</summary>
internal static class SegmentFormat
{
    private const byte Version = 1;

    public static byte[] Write(IReadOnlyList<StoreEntry> entries)
    {
        var to = new PayloadWriter();
        to.Byte(Version);
        to.Number(entries.Count);
        foreach (var entry in entries)
        {
            to.Text(entry.Key);
            to.Number(entry.CreateRevision);
            to.Number(entry.ModRevision);
            to.Bytes(entry.Value.Json.Span);
        }
        return to.Finish().ToArray();
    }

    /// <exception cref="JournalCorruptException">Damaged.</exception>
    public static void Read(SegmentRow row, Action<StoreEntry> add, IObjectCodec codec)
    {
        var reader = new PayloadReader(row.Payload.Span, $"segment {row.Id.Epoch}/{row.Id.Number}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        for (var count = reader.Number(); count > 0; count--)
        {
            var key = reader.Text();
            var createRevision = reader.Number();
            var modRevision = reader.Number();
            var value = StoredObject.Recovered(key, reader.Bytes().ToArray(), modRevision, codec);
            add(new StoreEntry(key, value, createRevision, modRevision));
        }
        if (!reader.AtEnd)
            throw reader.Corrupt("something follows its end");
    }
}
