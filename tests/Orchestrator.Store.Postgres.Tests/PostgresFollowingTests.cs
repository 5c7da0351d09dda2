using System.Diagnostics;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Three control planes' stores on one database: one leads, two follow it and take over.</summary>
[Collection(PostgresCollection.Name)]
public class PostgresFollowingTests(PostgresServer server)
{
    [Fact]
    public async Task LeadersThatLeaveOneAfterTheOther_AnotherTakesOverAtOnce_AndNoWriteIsLost()
    {
        var database = await server.CreateDatabaseAsync();
        var all = new List<Running>();
        for (var i = 1; i <= 4; i++)
            all.Add(await StartAsync(database, i));
        var load = new RoutedLoad([.. all.Select(running => running.Store)], writers: 4);
        load.Begin();
        for (var i = 0; i < 3; i++)
        {
            await load.MoreAsync(200);
            var leader = all.Single(running => running.Store.Leadership.IsLeader);
            await leader.DisposeAsync();
            all.Remove(leader);
            var took = await UntilLedAsync(all);
            Assert.InRange(took.TotalSeconds, 0, 1);
        }
        await load.MoreAsync(200);
        await load.EndAsync();
        load.Check(await all[0].Store.ReadAsync(Freshness.Latest));
        Assert.True(all[0].Store.Epoch >= 4);
        await all[0].DisposeAsync();
        await using var again = await StartAsync(database, 9);
        load.Check(await again.Store.ReadAsync(Freshness.Latest));
    }

    [Fact]
    public async Task LeaderThatStopsResponding_IsReplacedInSeconds_AndFollowsWhenItWakes()
    {
        var database = await server.CreateDatabaseAsync();
        SleepingJournal sleeping = null!;
        await using var first = await StartAsync(database, 1, journal => sleeping = new SleepingJournal(journal));
        await using var second = await StartAsync(database, 2);
        await using var third = await StartAsync(database, 3);
        Assert.True(first.Store.Leadership.IsLeader);
        var warm = new RoutedLoad([first.Store], writers: 4);
        warm.Begin();
        await warm.MoreAsync(300);
        await warm.EndAsync();

        sleeping.Sleep();
        var asleep = first.Store.WriteAsync(Objects.Put("stale")).AsTask();
        var took = await UntilLedAsync([second, third]);
        Assert.InRange(took.TotalSeconds, 0.5, 5);
        var load = new RoutedLoad([second.Store, third.Store], writers: 4, "v");
        load.Begin();
        await load.MoreAsync(300);
        sleeping.Wake();
        var refused = await Assert.ThrowsAsync<NotLeaderException>(() => asleep);
        Assert.False(refused.MayHaveHappened);
        await load.MoreAsync(300);
        await load.EndAsync();

        var leader = second.Store.Leadership.IsLeader ? second : third;
        foreach (var running in new[] { first, second, third })
        {
            var shown = await running.Store.ReadAsync(Freshness.Latest);
            warm.Check(shown);
            load.Check(shown);
            Assert.Equal(leader.Store.Current.Revision, shown.Revision);
            Assert.Equal(leader.Store.Epoch, running.Store.Leadership.Epoch);
            Assert.Null(shown.Get(Objects.Key("stale")));
        }
        Assert.Equal(leader.Store.Leadership.Leader, first.Store.Leadership.Leader);
    }

    [Fact]
    public async Task Followers_ShowAnsweredWritesAtOnceWhenAsked_AndSoonWhenNot()
    {
        var database = await server.CreateDatabaseAsync();
        await using var leader = await StartAsync(database, 1);
        await using var follower = await StartAsync(database, 2);
        var seen = new List<long>();
        using var watch = follower.Store.Subscribe(0, batch => seen.AddRange(batch.Changes.Select(c => c.Revision)));
        var lags = new List<double>();
        for (var i = 1; i <= 200; i++)
        {
            await leader.Store.WriteAsync(Objects.Put($"k{i % 20}", $"{i}"));
            var began = Stopwatch.GetTimestamp();
            var shown = i % 2 == 0
                ? await follower.Store.ReadAsync(Freshness.Latest)
                : await follower.Store.ReadAsync(Freshness.NotOlderThan(i));
            lags.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Assert.Equal(i, shown.Revision);
        }
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), seen);
        Assert.InRange(lags.Order().ElementAt(100), 0, 100);
        var error = await Assert.ThrowsAsync<NotLeaderException>(
            async () => await follower.Store.WriteAsync(Objects.Put("a")));
        Assert.Equal("10.0.0.1:6443", error.Leader);
    }

    [Fact]
    public async Task ServerThatRestartsUnderLoad_SomebodyLeadsAgain_AllAgree_AndNothingAcknowledgedIsLost()
    {
        var own = new PostgresServer();
        await own.InitializeAsync();
        try
        {
            var database = await own.CreateDatabaseAsync();
            var all = new List<Running>();
            for (var i = 1; i <= 3; i++)
                all.Add(await StartAsync(database, i));
            var load = new RoutedLoad([.. all.Select(running => running.Store)], writers: 4);
            load.Begin();
            foreach (var signal in new[] { "QUIT", "INT" })
            {
                await load.MoreAsync(200);
                await own.StopAsync(signal);
                await own.StartAsync();
            }
            await load.MoreAsync(200);
            await load.EndAsync();
            var newest = (await all[0].Store.ReadAsync(Freshness.Latest)).Revision;
            foreach (var running in all)
            {
                var shown = await running.Store.ReadAsync(Freshness.Latest);
                Assert.Equal(newest, shown.Revision);
                load.Check(shown);
            }
            foreach (var running in all)
                await running.DisposeAsync();
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private static Task<Running> StartAsync(string database, int number, Func<IJournal, IJournal>? wrap = null) =>
        OnPostgres.StartAsync(
            database, new StoreOptions
            {
                Follow = true,
                Advertise = $"10.0.0.{number}:6443",
                CompactionPeriod = TimeSpan.FromMilliseconds(100),
                HistoryChangesMax = 200,
            },
            wrap);

    private static async Task<TimeSpan> UntilLedAsync(IReadOnlyList<Running> all)
    {
        var limit = Stopwatch.StartNew();
        while (!all.Any(running => running.Store.Leadership.IsLeader))
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30), "nobody takes over");
            await Task.Delay(1);
        }
        return limit.Elapsed;
    }
}
