using Orchestrator.Store.Snapshots;

namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a manifest: <c>version(1) revision timeMs epoch sequence count { epoch number bytes firstKey
/// }* crc32c</c>.</summary>
internal static class ManifestFormat
{
    private const byte Version = 1;

    public static byte[] Write(Manifest manifest)
    {
        var to = new PayloadWriter();
        to.Byte(Version);
        to.Number(manifest.Revision);
        to.Number(manifest.TimeMs);
        to.Number(manifest.Through.Epoch);
        to.Number(manifest.Through.Sequence);
        to.Number(manifest.Segments.Count);
        foreach (var segment in manifest.Segments)
        {
            to.Number(segment.Id.Epoch);
            to.Number(segment.Id.Number);
            to.Number(segment.Bytes);
            to.Text(segment.FirstKey);
        }
        return to.Finish().ToArray();
    }

    /// <exception cref="JournalCorruptException">Damaged.</exception>
    public static Manifest Read(ManifestRow row)
    {
        var reader = new PayloadReader(row.Payload.Span, $"the manifest of revision {row.Revision}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        var revision = reader.Number();
        var timeMs = reader.Number();
        var through = new JournalPosition(reader.Number(), reader.Number());
        var segments = new List<Segment>();
        for (var count = reader.Number(); count > 0; count--)
        {
            var id = new SegmentId(reader.Number(), reader.Number());
            var bytes = (int)reader.Number();
            segments.Add(new Segment(id, reader.Text(), bytes));
        }
        return new Manifest(revision, timeMs, through, segments);
    }
}
