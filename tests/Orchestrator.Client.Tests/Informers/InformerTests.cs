using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Tests.Informers;

public class InformerTests
{
    private readonly Informer _informer = new(ApiKinds.Of<Pod>(), InformerScope.All);
    private readonly List<string> _seen = [];

    [Fact]
    public void SubscribedBeforeTheList_GetsItAsTheInitialBatch()
    {
        Subscribe();
        _informer.Replace([Objects.Pod("a"), Objects.Pod("b")]);

        Assert.Equal(["initial", "+a", "+b"], _seen);
    }

    [Fact]
    public void SubscribedAfterTheList_GetsWhatIsThere()
    {
        _informer.Replace([Objects.Pod("a")]);
        Subscribe();

        Assert.Equal(["initial", "+a"], _seen);
    }

    [Fact]
    public void EmptyCluster_StillSaysThatItHasSynced()
    {
        Subscribe();
        _informer.Replace([]);

        Assert.Equal(["initial"], _seen);
        Assert.True(_informer.HasSynced);
    }

    [Fact]
    public void ListedAgain_TellsOnlyWhatDiffers()
    {
        _informer.Replace([Objects.Pod("gone", "1"), Objects.Pod("same", "2"), Objects.Pod("new", "3")]);
        Subscribe();
        _seen.Clear();
        _informer.Replace([Objects.Pod("same", "2"), Objects.Pod("new", "3").At("9"), Objects.Pod("added", "4")]);

        Assert.Equal(["-gone", "~new", "+added"], _seen);
    }

    [Fact]
    public void NameUsedAgainWhileNobodyWatched_IsADeletionAndAnAddition()
    {
        _informer.Replace([Objects.Pod("a", "old")]);
        Subscribe();
        _seen.Clear();
        _informer.Replace([Objects.Pod("a", "new").At("7")]);

        Assert.Equal(["-a", "+a"], _seen);
    }

    [Fact]
    public void Watched_AppliesInOrder()
    {
        _informer.Replace([Objects.Pod("a")]);
        Subscribe();
        _seen.Clear();
        _informer.Apply(
        [
            new(WatchEventType.Modified, Objects.Pod("a").At("2")),
            new(WatchEventType.Added, Objects.Pod("b").At("3")),
            new(WatchEventType.Bookmark, Objects.Pod("").At("4")),
            new(WatchEventType.Deleted, Objects.Pod("a").At("5")),
        ]);

        Assert.Equal(["~a", "+b", "-a"], _seen);
        Assert.Null(_informer.Find(new ObjectKey("default", "a")));
        Assert.NotNull(_informer.Find(new ObjectKey("default", "b")));
    }

    [Fact]
    public void EventSeenAlready_IsNotToldAgain()
    {
        _informer.Replace([Objects.Pod("a").At("2")]);
        Subscribe();
        _seen.Clear();
        _informer.Apply([new(WatchEventType.Modified, Objects.Pod("a").At("2"))]);

        Assert.Empty(_seen);
    }

    [Fact]
    public void Unsubscribed_HearsNothing()
    {
        var subscription = Subscribe();
        subscription.Dispose();
        _informer.Replace([Objects.Pod("a")]);

        Assert.Empty(_seen);
    }

    [Fact]
    public void Index_FollowsAnObjectThatChangesHands()
    {
        _informer.WithIndex(ObjectIndex.ControllerUid);
        _informer.Replace([Objects.Pod("a", owner: "one"), Objects.Pod("orphan", "2")]);
        Assert.Equal(["a"], Owned("one"));
        Assert.Equal(["orphan"], Owned(ObjectIndex.OrphansIn("default")));

        _informer.Apply([new(WatchEventType.Modified, Objects.Pod("a", owner: "two").At("2"))]);
        Assert.Empty(Owned("one"));
        Assert.Equal(["a"], Owned("two"));
    }

    [Fact]
    public void IndexAddedLate_HoldsWhatIsThere()
    {
        _informer.Replace([Objects.Pod("b", owner: "one"), Objects.Pod("a", "2", owner: "one")]);
        _informer.WithIndex(ObjectIndex.ControllerUid);

        Assert.Equal(["a", "b"], Owned("one"));
    }

    [Fact]
    public void Lists_AreInKeyOrder()
    {
        _informer.Replace([Objects.Pod("c"), Objects.Pod("a"), Objects.Pod("b")]);

        Assert.Equal(["a", "b", "c"], new Lister<Pod>(_informer).All().Select(pod => pod.Key.Name));
        Assert.Equal(["a", "b", "c"], new Lister<Pod>(_informer).InNamespace("default").Select(pod => pod.Key.Name));
    }

    [Fact]
    public void ReadBeforeTheList_IsRefused() =>
        Assert.Throws<Orchestrator.Actors.InvariantException>(() => new Lister<Pod>(_informer).All());

    private IEnumerable<string> Owned(string value) =>
        new Lister<Pod>(_informer).ByIndex(ObjectIndex.ControllerUid, value).Select(pod => pod.Key.Name);

    private IDisposable Subscribe() => _informer.Subscribe(batch =>
    {
        if (batch.Initial)
            _seen.Add("initial");
        foreach (var change in batch.Changes)
            _seen.Add((change.IsAdded ? "+" : change.IsDeleted ? "-" : "~") + change.Object.Key.Name);
    });
}
