using Orchestrator.Store.Journals;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests.Sqlite;

namespace Orchestrator.Store.Tests.Journals;

/// <summary>What a data file says to the Akka plugin. A change here is a change of the file format.</summary>
public class AkkaLayoutTests
{
    [Fact]
    public void Constants_AreFixed()
    {
        Assert.Equal(20306, AkkaLayout.SerializerId);
        Assert.Equal("orchestrator-store", AkkaLayout.Writer);
        Assert.Equal("store-7", AkkaLayout.EpochId(7));
        Assert.Equal("store-segments-7", AkkaLayout.SegmentsId(7));
        Assert.Equal("store-manifest", AkkaLayout.ManifestId);
        Assert.Equal(
            ["store-batch-1", "store-seal-1", "store-segment-1", "store-manifest-1"],
            [AkkaLayout.BatchManifest, AkkaLayout.SealManifest, AkkaLayout.SegmentManifest, AkkaLayout.ManifestManifest]);
    }

    [Fact]
    public void Ticks_AreDotNets()
    {
        var moment = new DateTimeOffset(2026, 5, 17, 1, 2, 3, 4, TimeSpan.Zero);
        Assert.Equal(moment.UtcTicks, AkkaLayout.TicksOf(moment.ToUnixTimeMilliseconds()));
        Assert.Equal(moment.ToUnixTimeMilliseconds(), AkkaLayout.TimeMsOf(moment.UtcTicks));
    }

    [Fact]
    public async Task Rows_FillThePluginsColumns()
    {
        using var directory = new DataDirectory();
        var journal = await SqliteJournal.OpenAsync(directory.Path);
        await journal.AppendAsync(new(new(3, 1), JournalRowKind.Batch, 1000, new byte[] { 1, 2 }), default);
        await journal.AppendAsync(new(new(3, 2), JournalRowKind.Seal, 2000, new byte[] { 3 }), default);
        await journal.WriteSegmentsAsync([new SegmentRow(new(3, 9), new byte[] { 4 })], default);
        await journal.WriteManifestAsync(new ManifestRow(4, 77, new byte[] { 5 }), [], default);
        await journal.DisposeAsync();

        Assert.Equal(
            [
                "1|621355968010000000|0|store-3|1|0102||store-batch-1|20306|orchestrator-store",
                "2|621355968020000000|0|store-3|2|03||store-seal-1|20306|orchestrator-store",
            ],
            Query(directory, "SELECT ordering, created, deleted, persistence_id, sequence_number, hex(message), tags, manifest, "
                + "identifier, writer_uuid FROM journal ORDER BY ordering", 10));
        Assert.Equal(
            ["store-manifest|77|05|store-manifest-1|20306", "store-segments-3|9|04|store-segment-1|20306"],
            Query(directory, "SELECT persistence_id, sequence_number, hex(snapshot), manifest, serializer_id FROM snapshot "
                + "ORDER BY persistence_id", 5));
    }

    private static List<string> Query(DataDirectory directory, string sql, int columns)
    {
        using var database = SqliteDatabase.Open(directory.File("orchestrator.db"));
        using var statement = database.Prepare(sql);
        var rows = new List<string>();
        while (statement.Step())
            rows.Add(string.Join('|', Enumerable.Range(0, columns).Select(statement.Text)));
        return rows;
    }
}
