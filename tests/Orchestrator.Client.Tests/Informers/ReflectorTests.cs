using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Informers;

public class ReflectorTests
{
    private readonly SimulatedActorSystem _system = new(1);
    private readonly FakeApi _api;
    private readonly SharedInformers _informers;

    public ReflectorTests()
    {
        _api = new FakeApi(_system.Time, _system.Entropy);
        _informers = SharedInformers.Spawn(_system, "informers", _api);
    }

    [Fact]
    public void Started_HoldsWhatIsThereAndWhatComes()
    {
        _api.Put(Map("a"));
        var informer = _informers.For<ConfigMap>();
        _system.RunUntilIdle();
        _api.Put(Map("b"));
        _system.RunUntilIdle();

        Assert.Equal(["a", "b"], new Lister<ConfigMap>(informer).All().Select(map => map.Key.Name));
    }

    [Fact]
    public void Instances_AreTheServersOwn()
    {
        _api.Put(Map("a"));
        var informer = _informers.For<ConfigMap>();
        _system.RunUntilIdle();

        Assert.Same(_api.Find<ConfigMap>("default", "a"), new Lister<ConfigMap>(informer).All()[0]);
    }

    [Fact]
    public void WatchEnded_IsTakenUpWithoutAnotherList()
    {
        var informer = _informers.For<ConfigMap>();
        _system.RunUntilIdle();
        _api.DropWatches();
        _api.Put(Map("a"));
        _system.RunFor(TimeSpan.FromMinutes(1));

        Assert.Equal(1, informer.Count);
        Assert.Equal(1, Calls("list"));
        Assert.Equal(2, Calls("watch"));
    }

    [Fact]
    public void RevisionGone_ListsAgain()
    {
        var informer = _informers.For<ConfigMap>();
        _system.RunUntilIdle();
        _api.DropWatches();
        _api.Put(Map("a"));
        _api.Compact();
        _system.RunFor(TimeSpan.FromMinutes(2));

        Assert.Equal(1, informer.Count);
        Assert.Equal(2, Calls("list"));
    }

    [Fact]
    public void ServerThatEndsEveryWatchAtOnce_IsNotStormed()
    {
        _informers.For<ConfigMap>();
        _system.Stepped += _ => _api.DropWatches();
        _system.RunFor(TimeSpan.FromMinutes(10));

        Assert.InRange(Calls("watch"), 10, 60);
    }

    [Fact]
    public void ServerAway_IsAskedWithPauses()
    {
        _api.Fault = _ => new ApiUnreachableException("away");
        var asked = 0;
        _api.Fault = _ =>
        {
            asked++;
            return new ApiUnreachableException("away");
        };
        var informer = _informers.For<ConfigMap>();
        _system.RunFor(TimeSpan.FromMinutes(10));
        Assert.InRange(asked, 10, 60);

        _api.Fault = null;
        _system.RunFor(TimeSpan.FromMinutes(2));
        Assert.True(informer.HasSynced);
    }

    [Fact]
    public void QuietWatchThatStoodForMinutes_IsTakenUpSoon_HoweverOftenItFailedBefore()
    {
        var informer = _informers.For<ConfigMap>();
        _api.Fault = _ => new ApiUnreachableException("away");
        _system.RunFor(TimeSpan.FromMinutes(10));
        _api.Fault = null;
        _system.RunFor(TimeSpan.FromMinutes(4));
        Assert.True(informer.HasSynced);
        var watches = Calls("watch");

        _api.FailWatches(new ApiUnreachableException("cut"));
        _system.RunFor(TimeSpan.FromSeconds(2));

        Assert.Equal(watches + 1, Calls("watch"));
    }

    [Fact]
    public void Stopped_ClosesItsWatch()
    {
        _informers.For<ConfigMap>();
        _system.RunUntilIdle();
        _system.Run(() => _system.StopAsync(_informers.Actor));

        Assert.Equal(0, _api.OpenWatches);
    }

    /// <summary>Whatever breaks: a subscriber sees a gapless chain of each object's states, and in the end what the API
    /// has.</summary>
    [Fact]
    public void AnyFaults_LoseNothingAndDoubleNothing()
    {
        for (ulong seed = 0; seed < 150; seed++)
        {
            var run = new ReflectorTests(seed);
            run.Storm();
        }
    }

    private ReflectorTests(ulong seed)
    {
        _system = new SimulatedActorSystem(seed);
        _api = new FakeApi(_system.Time, _system.Entropy);
        _informers = SharedInformers.Spawn(_system, "informers", _api);
    }

    private void Storm()
    {
        var choices = _system.Fork("storm");
        var informer = _informers.For<ConfigMap>();
        Dictionary<string, ulong> known = [];
        informer.Subscribe(batch =>
        {
            foreach (var change in batch.Changes)
                Follow(known, change);
        });
        _api.Fault = _ => choices.Next(10) == 0 ? new ApiUnreachableException("lost") : null;
        _api.LostAnswer = _ => choices.Next(20) == 0 ? new ApiUnreachableException("lost") : null;
        for (var i = 0; i < 60; i++)
        {
            Disturb(choices);
            _system.RunFor(TimeSpan.FromMilliseconds(choices.Next(2000)));
        }
        _api.Fault = null;
        _api.LostAnswer = null;
        _system.RunFor(TimeSpan.FromMinutes(5));

        Assert.Equal(_api.All<ConfigMap>(), new Lister<ConfigMap>(informer).All());
        Assert.Equal(known.Keys.Order(), _api.All<ConfigMap>().Select(map => map.Key.Name).Order());
    }

    private void Disturb(Entropy choices)
    {
        var name = "m" + choices.Next(6);
        switch (choices.Next(9))
        {
            case 0:
                _api.DropWatches();
                break;
            case 1:
                _api.FailWatches(Statuses.Expired("too slow"));
                break;
            case 2:
                _api.Compact();
                break;
            case 3:
                var paths = _system.LivePaths;
                _system.Crash(paths[choices.Next(paths.Count)]);
                break;
            case 4:
                _api.Remove<ConfigMap>("default", name);
                break;
            default:
                _api.Put(Map(name) with { Data = ValueMap.Of(("n", _system.Steps.ToString())) });
                break;
        }
    }

    private static void Follow(Dictionary<string, ulong> known, ObjectChange change)
    {
        var name = change.Object.Key.Name;
        if (change.New is { } now)
        {
            Assert.Equal(change.Old is null, !known.TryGetValue(name, out var before));
            var revision = ulong.Parse(now.ResourceVersion);
            Assert.True(revision > before, $"{name} went from {before} to {revision}");
            known[name] = revision;
        }
        else
        {
            Assert.True(known.Remove(name), $"{name} was deleted twice");
        }
    }

    private int Calls(string verb) => _api.Calls.Count(call => call.Verb == verb);

    private static ConfigMap Map(string name) => new() { Metadata = new() { Namespace = "default", Name = name } };
}
