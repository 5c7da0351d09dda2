namespace Orchestrator.Store.Journals;

/// <summary>What every SQL journal writes into Akka.Persistence.Sql's tables besides the payloads. Fixed: a data file
/// written by one of them is read by all, and by the Akka plugin itself. See
/// docs/decisions/0041-akka-tables.md.</summary>
public static class AkkaLayout
{
    /// <summary>Columns <c>identifier</c> and <c>serializer_id</c>: "OR" in ASCII; Akka's own serializers stay below
    /// 100.</summary>
    public const int SerializerId = 0x4F52;

    /// <summary>Column <c>writer_uuid</c>, the same for every process: Akka's replay filter would take a seal by
    /// another writer for a mistake and drop it.</summary>
    public const string Writer = "orchestrator-store";

    public const string BatchManifest = "store-batch-1";

    public const string SealManifest = "store-seal-1";

    public const string SegmentManifest = "store-segment-1";

    public const string ManifestManifest = "store-manifest-1";

    /// <summary>The persistence id of the one row that names a snapshot's segments; its sequence number is the
    /// revision.</summary>
    public const string ManifestId = "store-manifest";

    private const string EpochPrefix = "store-", SegmentsPrefix = "store-segments-";
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    /// <summary>Persistence id of a leadership's rows.</summary>
    public static string EpochId(long epoch) => $"{EpochPrefix}{epoch}";

    /// <summary>Persistence id of the segments that a leadership wrote; the sequence number is the segment's.</summary>
    public static string SegmentsId(long epoch) => $"{SegmentsPrefix}{epoch}";

    public static long EpochOf(string persistenceId) => long.Parse(persistenceId.AsSpan(EpochPrefix.Length));

    public static long SegmentsEpochOf(string persistenceId) => long.Parse(persistenceId.AsSpan(SegmentsPrefix.Length));

    public static string ManifestOf(JournalRowKind kind) => kind == JournalRowKind.Seal ? SealManifest : BatchManifest;

    /// <exception cref="JournalCorruptException">Neither a batch nor a seal of a version that is known.</exception>
    public static JournalRowKind KindOf(string manifest, JournalPosition position) => manifest switch
    {
        BatchManifest => JournalRowKind.Batch,
        SealManifest => JournalRowKind.Seal,
        _ => throw new JournalCorruptException(
            $"row {position} is a '{manifest}', which this version does not know: a newer one wrote it"),
    };

    /// <summary>Column <c>created</c>: .NET ticks, as the Akka plugin writes them.</summary>
    public static long TicksOf(long timeMs) => UnixEpochTicks + timeMs * TimeSpan.TicksPerMillisecond;

    public static long TimeMsOf(long ticks) => (ticks - UnixEpochTicks) / TimeSpan.TicksPerMillisecond;
}
