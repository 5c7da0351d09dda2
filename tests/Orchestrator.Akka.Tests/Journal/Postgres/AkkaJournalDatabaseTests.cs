using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Akka.Journal;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests;

namespace Orchestrator.Akka.Tests.Journal.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class AkkaJournalDatabaseTests(PostgresServer server)
{
    [Fact]
    public async Task ActorSystemOfOnesOwn_HasTheJournalInIt()
    {
        var url = await server.CreateDatabaseAsync();
        var database = AkkaJournalDatabase.Postgres(url);
        Assert.True(database.IsShared);
        using var akka = ActorSystem.Create(
            "mine", BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(database.Setup));
        await using (var running = await Running.StartSmallAsync(await database.OpenAsync(akka)))
            await running.WriteAsync(1, 100);
        // The journal has ended, the actor system has not.
        Assert.False(akka.WhenTerminated.IsCompleted);
        await akka.Terminate();
        await using var again = await Running.StartSmallAsync(await PostgresJournal.OpenAsync(url));
        again.AssertHolds(100);
    }

    [Fact]
    public async Task OpenedTwice_IsRefused()
    {
        var database = AkkaJournalDatabase.Postgres(await server.CreateDatabaseAsync());
        using var akka = ActorSystem.Create(
            "mine", BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(database.Setup));
        await using var journal = await database.OpenAsync(akka);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await database.OpenAsync(akka));
        await akka.Terminate();
    }

    [Fact]
    public void WordsThatAreNoDatabase_AreRefusedBeforeAnythingIsOpened() =>
        Assert.ThrowsAny<ArgumentException>(() => AkkaJournalDatabase.Postgres("postgres://:::"));
}
