using Orchestrator.Akka.Journal;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests;

namespace Orchestrator.Akka.Tests.Journal.Postgres;

/// <summary>The built-in journal and Akka's on one database, one after the other and against each other.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresExchangeTests(PostgresServer server)
{
    [Fact]
    public async Task BuiltIn_Akka_BuiltIn_EachOpensWhatTheOtherWrote()
    {
        var database = await server.CreateDatabaseAsync();
        await using (var builtIn = await Running.StartSmallAsync(await PostgresJournal.OpenAsync(database)))
        {
            await builtIn.WriteAsync(1, 150);
            await builtIn.Store.StopAsync();
            Assert.NotNull(await builtIn.Journal.FindManifestAsync(default));
        }
        await using (var akka = await Running.StartSmallAsync(await AkkaJournal.OpenPostgresAsync(database)))
        {
            akka.AssertHolds(150);
            Assert.Equal(2, akka.Store.Epoch);
            await akka.WriteAsync(151, 300);
            await akka.Store.StopAsync();
        }
        await using var again = await Running.StartSmallAsync(await PostgresJournal.OpenAsync(database));
        again.AssertHolds(300);
        Assert.Equal(3, again.Store.Epoch);
        await again.WriteAsync(301, 310);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Rival_TakesOver_AndTheFirstIsRefusedAndSaysSo(bool isFirstAkka, bool isRivalAkka)
    {
        var database = await server.CreateDatabaseAsync();
        await using var first = await Running.StartSmallAsync(await OpenAsync(isFirstAkka, database));
        await first.WriteAsync(1, 60);
        await using var rival = await Running.StartSmallAsync(await OpenAsync(isRivalAkka, database));
        rival.AssertHolds(60);

        var write = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await first.Store.WriteAsync(Objects.Put("k1", "stale")));
        Assert.False(write.MayHaveHappened);
        await first.Store.LeadershipLost;
        Assert.Contains("another process has taken the store over", first.Store.Trouble);
        await rival.WriteAsync(61, 70);
        rival.AssertHolds(70);
    }

    private static async Task<IJournal> OpenAsync(bool isAkka, string database) =>
        isAkka ? await AkkaJournal.OpenPostgresAsync(database) : await PostgresJournal.OpenAsync(database);
}
