using System.Diagnostics;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Several control planes on one database: the seal lets one write.</summary>
[Collection(PostgresCollection.Name)]
public class PostgresLeadershipTests(PostgresServer server)
{
    private static readonly StoreOptions Small = new()
    {
        HistoryChangesMax = 50,
        CompactionPeriod = TimeSpan.FromMilliseconds(20),
        SegmentBytes = 2000,
    };

    [Fact]
    public async Task SecondStore_TakesOver_AndTheFirstIsRefusedAndSaysSo()
    {
        var database = await server.CreateDatabaseAsync();
        await using var first = await OnPostgres.StartAsync(database);
        Assert.Equal(1, (await first.Store.WriteAsync(Objects.Put("a", "one"))).Revision);
        await using var second = await OnPostgres.StartAsync(database);

        var read = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await first.Store.ReadAsync(Freshness.Latest));
        Assert.Contains("another process has taken the store over", read.Message);
        var write = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await first.Store.WriteAsync(Objects.Put("a", "stale")));
        Assert.False(write.MayHaveHappened);
        await first.Store.LeadershipLost;
        Assert.Contains("another process has taken the store over", first.Store.Trouble);

        Assert.Equal((1, 2), (first.Store.Epoch, second.Store.Epoch));
        Assert.Equal("one", Objects.Text(second.Store.Current.Get(Objects.Key("a"))));
        Assert.Equal(2, (await second.Store.WriteAsync(Objects.Put("a", "two"))).Revision);
        Assert.Equal(2, (await second.Store.ReadAsync(Freshness.Latest)).Revision);
    }

    [Fact]
    public async Task ManyAtOnce_ExactlyOneLeads_AndEveryRevisionIsGivenOnce()
    {
        var database = await server.CreateDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OnPostgres.StartAsync(database)));
        var results = await Task.WhenAll(stores.Select((running, i) => TryWriteAsync(running, $"k{i}")));
        Assert.Equal([1], results.OfType<long>());
        Assert.Equal([1, 2, 3, 4], stores.Select(running => running.Store.Epoch).Order());
        foreach (var running in stores)
            await running.DisposeAsync();
        await using var last = await OnPostgres.StartAsync(database);
        Assert.Equal((1, 5), (last.Store.Current.Revision, last.Store.Epoch));
    }

    [Fact]
    public async Task LeaderThatSleptThroughACompaction_CannotWrite_AndHarmsNothing()
    {
        var database = await server.CreateDatabaseAsync();
        SleepingJournal sleeping = null!;
        await using var first = await OnPostgres.StartAsync(
            database, Small, journal => sleeping = new SleepingJournal(journal));
        for (var i = 1; i <= 200; i++)
            await first.Store.WriteAsync(Objects.Put($"k{i % 40}", $"{i}"));
        sleeping.Sleep();
        var asleep = first.Store.WriteAsync(Objects.Put("k0", "stale")).AsTask();

        await using var second = await OnPostgres.StartAsync(database, Small);
        Assert.Equal(200, second.Store.Current.Revision);
        for (var i = 201; i <= 500; i++)
            Assert.Equal(i, (await second.Store.WriteAsync(Objects.Put($"k{i % 40}", $"{i}"))).Revision);
        await Until("the successor compacts all of its predecessor's rows", async () =>
            await second.Journal.ReadAsync(new(1, 0), 1 << 20, default) is [{ Kind: JournalRowKind.Seal }]);

        sleeping.Wake();
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => asleep);
        Assert.False(error.MayHaveHappened);
        await first.Store.LeadershipLost;
        Assert.Equal(501, (await second.Store.WriteAsync(Objects.Put("k0", "501"))).Revision);
        await second.Store.StopAsync();

        await using var third = await OnPostgres.StartAsync(database, Small);
        Assert.Equal((501, 3), (third.Store.Current.Revision, third.Store.Epoch));
        Assert.Equal(40, third.Store.Current.Count("/registry/configmaps/"));
        for (var i = 462; i <= 500; i++)
        {
            var shown = Objects.Text(third.Store.Current.Get(Objects.Key($"k{i % 40}")));
            Assert.Equal(i % 40 == 0 ? "501" : $"{i}", shown);
        }
    }

    [Fact]
    public async Task ManifestOfALeaderThatSlept_IsRefused_AndDropsNoSegment()
    {
        await using var journal = await PostgresJournal.OpenAsync(await server.CreateDatabaseAsync());
        await journal.AppendAsync(new(new(1, 1), JournalRowKind.Seal, 0, new byte[] { 1 }), default);
        await journal.WriteSegmentsAsync([new SegmentRow(new(2, 1), new byte[] { 1 })], default);
        await journal.WriteManifestAsync(new ManifestRow(2, 9, new byte[] { 1 }), [], default);
        var stale = new ManifestRow(1, 5, new byte[] { 2 });
        await Assert.ThrowsAsync<JournalSealedException>(
            async () => await journal.WriteManifestAsync(stale, [new(2, 1)], default));
        Assert.Equal(9, (await journal.FindManifestAsync(default))!.Revision);
        Assert.Single(await journal.ListSegmentsAsync(default));
    }

    private static async Task<long?> TryWriteAsync(Running running, string name)
    {
        try
        {
            return (await running.Store.WriteAsync(Objects.Put(name))).Revision;
        }
        catch (StoreUnavailableException error)
        {
            Assert.False(error.MayHaveHappened);
            return null;
        }
    }

    private static async Task Until(string what, Func<Task<bool>> condition)
    {
        var limit = Stopwatch.StartNew();
        while (!await condition())
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60), $"not in time: {what}");
    }
}
