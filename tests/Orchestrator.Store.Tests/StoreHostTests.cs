using Orchestrator.Actors.Threaded;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

public class StoreHostTests
{
    [Fact]
    public void Write_ThenRead_ShowsTheWrite()
    {
        var store = new SimulatedStore();
        var created = store.Write(Objects.Put("a", "one", expected: 0));
        Assert.True(created.Succeeded);
        Assert.Equal(1, created.Revision);
        Assert.Equal("one", Objects.Text(store.Host.Current.Get(Objects.Key("a"))));
        Assert.Equal("1", created.Entry!.Value.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void Create_WhereTheKeyExists_IsAConflictThatShowsIt()
    {
        var store = new SimulatedStore();
        store.Write(Objects.Put("a", "one"));
        var refused = store.Write(Objects.Put("a", "two", expected: 0));
        Assert.False(refused.Succeeded);
        Assert.Equal("one", Objects.Text(refused.Entry));
        Assert.Equal(1, store.Host.Current.Revision);
    }

    [Fact]
    public void WritesOfOneBatch_SeeTheirPredecessors()
    {
        var store = new SimulatedStore();
        var results = store.WriteAll(
            Objects.Put("a", "one", 0), Objects.Put("a", "two", 0), Objects.Put("a", "three", 1), Objects.Delete("a", 2),
            Objects.Delete("a"), Objects.Put("a", "four", 0));
        Assert.Equal([true, false, true, true, false, true], results.Select(r => r.Succeeded));
        Assert.Equal([1, 1, 2, 3, 3, 4], results.Select(r => r.Revision));
        Assert.Equal("three", Objects.Text(results[3].Entry));
        Assert.Equal(4, results[5].Entry!.CreateRevision);
    }

    [Fact]
    public void Update_KeepsTheCreateRevision()
    {
        var store = new SimulatedStore();
        store.Write(Objects.Put("a"));
        store.Write(Objects.Put("b"));
        var updated = store.Write(Objects.Put("a", "two", expected: 1));
        Assert.Equal((1, 3), (updated.Entry!.CreateRevision, updated.Entry.ModRevision));
    }

    [Fact]
    public void Restart_KeepsObjectsRevisionsAndTheWindow()
    {
        var store = new SimulatedStore();
        store.Write(Objects.Put("a", "one"));
        store.Write(Objects.Put("a", "two"));
        store.Write(Objects.Delete("a"));
        store.Write(Objects.Put("b", "three"));
        store.Restart();

        Assert.Equal(4, store.Host.Current.Revision);
        Assert.Equal("three", Objects.Text(store.Host.Current.Get(Objects.Key("b"))));
        Assert.Equal("one", Objects.Text(store.Host.Current.At(1).Get(Objects.Key("a"))));
        Assert.Equal([2, 3, 4], store.Host.ChangesAfter(1, "/registry/").Select(c => c.Revision));
        Assert.Equal(5, store.Write(Objects.Put("c")).Revision);
        Assert.Equal(2, store.Host.Epoch);
    }

    [Fact]
    public void Subscribe_FromThePast_GetsThePastFirstAndEverythingOnce()
    {
        var store = new SimulatedStore();
        store.Write(Objects.Put("a"));
        store.Write(Objects.Put("b"));
        var seen = new List<long>();
        using var subscription = store.Host.Subscribe(1, batch => seen.AddRange(batch.Changes.Select(c => c.Revision)));
        Assert.Equal([2], seen);
        store.WriteAll(Objects.Put("c"), Objects.Put("d"));
        Assert.Equal([2, 3, 4], seen);
        subscription.Dispose();
        store.Write(Objects.Put("e"));
        Assert.Equal([2, 3, 4], seen);
    }

    [Fact]
    public void ActorCrash_SubscribersSeeNoGapAndWritersGoOn()
    {
        var store = new SimulatedStore();
        var seen = new List<long>();
        using var subscription = store.Host.Subscribe(0, batch => seen.AddRange(batch.Changes.Select(c => c.Revision)));
        store.Write(Objects.Put("a"));
        store.System.Crash(store.Path);
        store.System.RunFor(TimeSpan.FromSeconds(1));
        store.Write(Objects.Put("b"));
        Assert.Equal([1, 2], seen);
        Assert.Equal(2, store.Host.Epoch);
    }

    [Fact]
    public void BufferFull_IsRefusedAtOnce_AndNothingHappens()
    {
        var store = new SimulatedStore(options: new StoreOptions { WaitingCommandsMax = 2 });
        store.System.Run(async () =>
        {
            var first = store.Host.WriteAsync(Objects.Put("a"));
            var second = store.Host.WriteAsync(Objects.Put("b"));
            await Assert.ThrowsAsync<StoreFullException>(async () => await store.Host.WriteAsync(Objects.Put("c")));
            await first;
            await second;
        });
        Assert.Null(store.Host.Current.Get(Objects.Key("c")));
        Assert.Equal(3, store.Write(Objects.Put("c")).Revision);
    }

    [Fact]
    public void Cancelled_EndsTheWaitAlone()
    {
        var store = new SimulatedStore();
        store.System.Run(async () =>
        {
            using var cancel = new CancellationTokenSource();
            var write = store.Host.WriteAsync(Objects.Put("a"), cancel.Token);
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await write);
        });
        store.System.RunUntilIdle();
        Assert.NotNull(store.Host.Current.Get(Objects.Key("a")));
    }

    [Fact]
    public void Stop_AnswersWhatWaits_AndRefusesWhatComes()
    {
        var store = new SimulatedStore();
        store.System.Run(async () =>
        {
            var write = store.Host.WriteAsync(Objects.Put("a"));
            await store.Host.StopAsync();
            Assert.True((await write).Succeeded);
            var late = await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await store.Host.WriteAsync(Objects.Put("b")));
            Assert.False(late.MayHaveHappened);
        });
    }

    [Fact]
    public void Fence_HeldByTheWriter_LetsItWrite_AndAnothersDoesNot()
    {
        var store = new SimulatedStore();
        var mine = new Fence(new("kube-system", "kube-scheduler"), "uid-1", "me", 3);
        var key = mine.StorageKey;
        store.Write(new WriteCommand(key, Objects.Lease("kube-scheduler", "uid-1", "me", 3), 0));
        Assert.True(store.Write(Objects.Put("a", fence: mine)).Succeeded);

        var results = store.WriteAll(
            new WriteCommand(key, Objects.Lease("kube-scheduler", "uid-1", "other", 4), null),
            Objects.Put("a", "stale", fence: mine),
            Objects.Put("a", "new", fence: mine with { Holder = "other", Transitions = 4 }));
        Assert.Equal([true, false, true], results.Select(r => r.Succeeded));
        Assert.True(results[1].Fenced);
        Assert.Equal("new", Objects.Text(store.Host.Current.Get(Objects.Key("a"))));
        var theirs = mine with { Uid = "uid-2", Holder = "other", Transitions = 4 };
        Assert.True(store.Write(Objects.Put("b", fence: theirs)).Fenced);
        Assert.True(store.Write(Objects.Put("b", fence: mine with { Lease = new("kube-system", "none") })).Fenced);
    }

    [Fact]
    public async Task Threaded_ManyWriters_EachRevisionOnce_AndSubscribersSeeAllInOrder()
    {
        await using var system = new ThreadedActorSystem();
        await using var store = StoreHost.Start(system, new MemoryJournal(), Objects.Codec);
        await store.ReadyAsync();
        var seen = new List<long>();
        using var subscription = store.Subscribe(0, batch => seen.AddRange(batch.Changes.Select(c => c.Revision)));
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var revisions = new List<long>();
            for (var i = 0; i < 250; i++)
                revisions.Add((await store.WriteAsync(Objects.Put($"w{writer}-{i}", expected: 0))).Revision);
            return revisions;
        })).ToArray();
        var all = (await Task.WhenAll(writers)).SelectMany(r => r).Order();
        Assert.Equal(Enumerable.Range(1, 4000).Select(i => (long)i), all);
        await store.StopAsync();
        Assert.Equal(Enumerable.Range(1, 4000).Select(i => (long)i), seen);
        Assert.Equal(4000, store.Current.Count("/registry/configmaps/"));
    }
}
