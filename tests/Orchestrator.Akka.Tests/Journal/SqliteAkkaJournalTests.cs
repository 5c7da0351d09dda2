using Orchestrator.Akka.Journal;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests.Journals;
using Orchestrator.Store.Tests.Sqlite;

namespace Orchestrator.Akka.Tests.Journal;

public sealed class SqliteAkkaJournalTests : JournalContract
{
    private readonly DataDirectory _directory = new();

    [Fact]
    public async Task Read_OverManyReplays_GivesEveryRowOnce()
    {
        for (var i = 1; i <= 3 * JournalBridge.RowsPerReplay; i++)
            await Journal.AppendAsync(Row(1, i, $"{i}"), default);
        var rows = await Journal.ReadAsync(new(1, 5), 1 << 20, default);
        Assert.Equal(Enumerable.Range(6, rows.Count), rows.Select(row => (int)row.Position.Sequence));
        Assert.Equal(3 * JournalBridge.RowsPerReplay - 5, rows.Count);
    }

    [Fact]
    public async Task Rows_AreWhatTheBuiltInJournalWrites()
    {
        using var other = new DataDirectory();
        await using (var builtIn = await SqliteJournal.OpenAsync(other.Path))
            await FillAsync(builtIn);
        await FillAsync(Journal);
        await Journal.DisposeAsync();
        var rows = Rows(_directory);
        Assert.Equal(2, rows.Count);
        Assert.Equal(Rows(other), rows);
    }

    [Fact]
    public async Task SecondOpen_IsRefusedByName() =>
        await Assert.ThrowsAsync<DataDirectoryLockedException>(
            async () => await AkkaJournal.OpenSqliteAsync(_directory.Path));

    [Fact]
    public async Task RowOfANewerVersion_IsCalledSo()
    {
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        using (var database = SqliteDatabase.Open(_directory.File("orchestrator.db")))
            database.Execute("UPDATE journal SET manifest = 'store-batch-9'");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await Journal.ReadAsync(new(1, 0), 100, default));
        Assert.Contains("store-batch-9", error.Message);
        // The call has ended, and the next one is served.
        Assert.Empty(await Journal.ReadAsync(new(2, 0), 100, default));
    }

    [Fact]
    public async Task DatabaseRefusesTheRow_IsNoConflict_AndServesAgainAfterwards()
    {
        using var stuck = SqliteDatabase.Open(_directory.File("orchestrator.db"));
        stuck.Execute("CREATE TRIGGER stuck BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'not now'); END");
        var error = await Assert.ThrowsAsync<JournalException>(
            async () => await Journal.AppendAsync(Row(1, 1, "x"), default));
        Assert.Contains("not now", error.Message);
        Assert.Empty(await Journal.ReadAsync(new(1, 0), 100, default));
        stuck.Execute("DROP TRIGGER stuck");
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        Assert.Single(await Journal.ReadAsync(new(1, 0), 100, default));
    }

    private protected override async ValueTask<IJournal> OpenAsync() =>
        await AkkaJournal.OpenSqliteAsync(_directory.Path);

    private protected override void Clean() => _directory.Dispose();

    private static async Task FillAsync(IJournal journal)
    {
        await journal.AppendAsync(Row(3, 1, "batch"), default);
        await journal.AppendAsync(Row(3, 2, "seal", JournalRowKind.Seal), default);
    }

    // Without tags and writer, where the plugin leaves its own mark and nobody reads.
    private static List<string> Rows(DataDirectory directory)
    {
        using var database = SqliteDatabase.Open(directory.File("orchestrator.db"));
        using var rows = database.Prepare(
            "SELECT ordering || '|' || created || '|' || deleted || '|' || persistence_id || '|' || sequence_number || '|' "
            + "|| hex(message) || '|' || manifest || '|' || identifier FROM journal ORDER BY ordering");
        var found = new List<string>();
        while (rows.Step())
            found.Add(rows.Text(0));
        return found;
    }
}
