using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Akka.Driver;
using Orchestrator.Akka.Journal;
using Orchestrator.Store;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests;
using Orchestrator.Store.Tests.Sqlite;

namespace Orchestrator.Akka.Tests.Journal;

/// <summary>Store, kernel and journal in one Akka actor system, as a member of a cluster has them.</summary>
public sealed class StoreOnAkkaTests
{
    [Fact]
    public async Task ActorSystemTerminates_StoreEndsBeforeItsJournal_NothingIsLost()
    {
        using var directory = new DataDirectory();
        var akka = ActorSystem.Create(
            "member",
            BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(AkkaJournalConfig.Sqlite(directory.Path)));
        var kernel = new AkkaActorSystem(akka);
        var journal = new AkkaJournal(
            akka, AkkaJournalConfig.PluginId, await SqliteJournal.OpenAsync(directory.Path));
        var store = StoreHost.Start(kernel, journal, Objects.Codec, Running.Small);
        await store.ReadyAsync();
        var writes = Enumerable.Range(1, 300).Select(
            i => store.WriteAsync(Objects.Put($"k{i % 40}", $"{i}")).AsTask()).ToList();
        Assert.Equal(
            Enumerable.Range(1, 300).Select(i => (long)i), (await Task.WhenAll(writes)).Select(w => w.Revision));
        Assert.Equal("/user/store", kernel.RefOf(store.Actor).Path.ToStringWithoutAddress());

        await akka.Terminate().WaitAsync(TimeSpan.FromSeconds(30));
        await journal.DisposeAsync();
        await using var again = await Running.StartSmallAsync(await SqliteJournal.OpenAsync(directory.Path));
        again.AssertHolds(300);
    }
}
