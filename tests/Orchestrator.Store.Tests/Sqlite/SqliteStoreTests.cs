using System.Diagnostics;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Store.Tests.Sqlite;

/// <summary>The store over a real file, on the threaded driver.</summary>
public class SqliteStoreTests
{
    [Fact]
    public async Task KilledUnderLoad_EveryAcknowledgedWriteIsThere_AndRevisionsGoOn()
    {
        using var directory = new DataDirectory();
        var copies = new List<(DataDirectory Copy, long Acknowledged)>();
        await using (var running = await StartAsync(directory.Path))
        {
            for (var i = 1; i <= 200; i++)
            {
                Assert.Equal(i, (await running.Store.WriteAsync(Objects.Put($"k{i % 17}", $"{i}"))).Revision);
                if (i % 40 == 0)
                    copies.Add((directory.CopyAsAfterKill(), i));
            }
        }
        foreach (var (copy, acknowledged) in copies)
        {
            await using (var again = await StartAsync(copy.Path))
            {
                Assert.Equal(acknowledged, again.Store.Current.Revision);
                Assert.Equal(
                    $"{acknowledged}", Objects.Text(again.Store.Current.Get(Objects.Key($"k{acknowledged % 17}"))));
                Assert.Equal(acknowledged + 1, (await again.Store.WriteAsync(Objects.Put("next"))).Revision);
            }
            copy.Dispose();
        }
    }

    [Fact]
    public async Task FullDisk_WritesFailAndGoOnAfterwards_NothingAcknowledgedIsLost()
    {
        using var directory = new DataDirectory();
        await using var running = await StartAsync(directory.Path);
        await running.Store.WriteAsync(Objects.Put("a", "kept"));
        var journal = (SqliteJournal)running.Journal;
        await journal.LimitPagesAsync(12);
        var big = new string('x', 300_000);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await running.Store.WriteAsync(Objects.Put("b", big)));
        Assert.False(error.MayHaveHappened);
        Assert.IsType<JournalFullException>(error.InnerException);
        Assert.Equal(1, (await running.Store.ReadAsync(Freshness.Latest)).Revision);
        await journal.LimitPagesAsync(1 << 20);
        Assert.Equal(2, (await running.Store.WriteAsync(Objects.Put("b", big))).Revision);
        Assert.Equal("kept", Objects.Text(running.Store.Current.Get(Objects.Key("a"))));
    }

    [Fact]
    public async Task Snapshots_AreReadAtTheNextStart_AndTheirRowsAreGone()
    {
        using var directory = new DataDirectory();
        await using (var running = await StartAsync(directory.Path, Running.Small))
        {
            await running.WriteAsync(1, 300);
            await Until(async () => await running.Journal.FindManifestAsync(default) is { Revision: > 200 });
        }
        await using var again = await StartAsync(directory.Path, Running.Small);
        Assert.InRange((await again.Journal.ReadAsync(new(1, 0), 1 << 20, default)).Count, 1, 110);
        again.AssertHolds(300);
        Assert.InRange(again.Store.Current.CompactedRevision, 200, 299);
    }

    [Fact]
    public async Task DamagedRow_IsACorruptJournal_ThatSaysWhich()
    {
        using var directory = new DataDirectory();
        await using (var running = await StartAsync(directory.Path))
            await running.Store.WriteAsync(Objects.Put("a"));
        using (var database = SqliteDatabase.Open(directory.File("orchestrator.db")))
            database.Execute(
                "UPDATE journal SET message = CAST(substr(message, 1, 20) AS BLOB) "
                + "WHERE persistence_id = 'store-1' AND sequence_number = 1");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await StartAsync(directory.Path));
        Assert.Contains("store-1/1", error.Message);
    }

    [Fact]
    public async Task MissingRow_IsACorruptJournal()
    {
        using var directory = new DataDirectory();
        await using (var running = await StartAsync(directory.Path))
        {
            for (var i = 0; i < 3; i++)
                await running.Store.WriteAsync(Objects.Put($"k{i}"));
        }
        using (var database = SqliteDatabase.Open(directory.File("orchestrator.db")))
            database.Execute("DELETE FROM journal WHERE persistence_id = 'store-1' AND sequence_number = 2");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await StartAsync(directory.Path));
        Assert.Contains("store-1/2", error.Message);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        var limit = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20), "the snapshot was not written");
            await Task.Yield();
        }
    }

    private static async Task<Running> StartAsync(string directory, StoreOptions? options = null) =>
        await Running.StartAsync(await SqliteJournal.OpenAsync(directory), options);
}
