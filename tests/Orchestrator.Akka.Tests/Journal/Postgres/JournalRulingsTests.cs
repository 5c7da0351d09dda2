using Orchestrator.Akka.Cluster.Downing;
using Orchestrator.Akka.Journal;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests;

namespace Orchestrator.Akka.Tests.Journal.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class JournalRulingsTests(PostgresServer server)
{
    [Fact]
    public async Task Rulings_LieBesideTheStoresRows_WhichStayAsTheyAre()
    {
        var url = await server.CreateDatabaseAsync();
        await using (var running = await Running.StartSmallAsync(await PostgresJournal.OpenAsync(url)))
        {
            await running.WriteAsync(1, 50);
            Assert.Equal(Ruling.GoesOn, await new Arbiter(new JournalRulings(url)).RuleAsync("a#1", ["b#2", "c#3"], true));
            await running.WriteAsync(51, 100);
        }
        await using var again = await Running.StartSmallAsync(await PostgresJournal.OpenAsync(url));
        again.AssertHolds(100);
        var (newest, givenUp) = await new JournalRulings(url).ReadAsync();
        Assert.Equal(1, newest);
        Assert.Equal(["b#2", "c#3"], givenUp.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ManyAskAtOnce_OneGoesOn()
    {
        var url = await EmptyAsync();
        string[] all = ["a#1", "b#-2", "c#3", "d#4", "e#5", "f#6"];
        var rulings = await Task.WhenAll(all.Select(one =>
            new Arbiter(new JournalRulings(url)).RuleAsync(one, [.. all.Except([one])], mayGiveUp: true)));
        Assert.Single(rulings, ruling => ruling == Ruling.GoesOn);
        Assert.Equal(all.Length - 1, rulings.Count(ruling => ruling == Ruling.GivenUp));
    }

    [Fact]
    public async Task PositionThatIsTaken_IsNotTakenAgain()
    {
        var rulings = new JournalRulings(await EmptyAsync());
        Assert.True(await rulings.TryAppendAsync(1, "a", ["b"]));
        Assert.False(await rulings.TryAppendAsync(1, "b", ["a"]));
        Assert.DoesNotContain("a", (await rulings.ReadAsync()).GivenUp);
    }

    [Fact]
    public async Task OldRulings_AreTakenAway_SoThatTheyDoNotGrow()
    {
        var url = await EmptyAsync();
        var rulings = new JournalRulings(url);
        for (var position = 1; position <= JournalRulings.RowsMax + 3; position++)
            Assert.True(await rulings.TryAppendAsync(position, "a", [$"b#{position}"]));
        var (newest, givenUp) = await rulings.ReadAsync();
        Assert.Equal(JournalRulings.RowsMax + 3, newest);
        Assert.Equal(JournalRulings.RowsMax, givenUp.Count);
        Assert.DoesNotContain("b#3", givenUp);
        Assert.Equal(
            [$"{JournalRulings.RowsMax}"],
            await PostgresServer.QueryAsync(url, "SELECT count(*) FROM journal WHERE persistence_id !~ '^store-'"));
    }

    [Fact]
    public async Task NobodyAnswers_FailsSoon()
    {
        var rulings = new Arbiter(new JournalRulings("postgres://nobody@127.0.0.1:1/none"));
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => rulings.RuleAsync("a", ["b"], mayGiveUp: true));
    }

    /// <summary>With tables, and nothing in them.</summary>
    private async Task<string> EmptyAsync()
    {
        var url = await server.CreateDatabaseAsync();
        await (await PostgresJournal.OpenAsync(url)).DisposeAsync();
        return url;
    }
}
