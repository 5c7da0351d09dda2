using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Reconciling;

public class ControllerActorTests
{
    private readonly List<ReconcileFailure> _failures = [];

    [Fact]
    public void ObjectsPresent_AreEachReconciledOnce()
    {
        var world = new World(1);
        world.Put("a");
        world.Put("b");
        world.Start();
        world.System.RunUntilIdle();

        Assert.Equal(["a", "b"], world.Reconciled.Order());
    }

    [Fact]
    public void CachesNotSynced_NothingIsReconciled()
    {
        var world = new World(1);
        world.Put("a");
        world.Api.Fault = call => call.Kind?.Plural == "pods" ? new ApiUnreachableException("away") : null;
        world.Start();
        world.System.RunFor(TimeSpan.FromMinutes(1));
        Assert.Empty(world.Reconciled);

        world.Api.Fault = null;
        world.System.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(["a"], world.Reconciled);
    }

    [Fact]
    public void Failing_IsTriedAgainWithPausesUntilItSucceeds()
    {
        var world = new World(1) { Options = new() { OnFailure = _failures.Add } };
        var tries = 0;
        world.Reconcile = _ => ++tries < 4 ? throw new ApiUnreachableException("no") : Outcome.Done;
        world.Put("a");
        world.Start();
        world.System.RunFor(TimeSpan.FromMilliseconds(5 + 10 + 20 - 1));
        Assert.Equal(3, tries);

        world.System.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(4, tries);
        Assert.Equal([1, 2, 3], _failures.Select(failure => failure.Failures));
    }

    [Fact]
    public void GivenUp_WaitsForTheNextEvent()
    {
        var world = new World(1) { Options = new() { OnFailure = _failures.Add } };
        world.Reconcile = _ => Outcome.GiveUp(new ApiUnreachableException("never"));
        world.Put("a");
        world.Start();
        world.System.RunFor(TimeSpan.FromHours(1));
        Assert.Single(world.Reconciled);
        Assert.True(Assert.Single(_failures).GivenUp);

        world.Put("a");
        world.System.RunUntilIdle();
        Assert.Equal(2, world.Reconciled.Count);
    }

    [Fact]
    public void AskedForLater_ComesThen()
    {
        var world = new World(1);
        world.Reconcile = _ => world.Reconciled.Count == 1 ? Outcome.After(TimeSpan.FromSeconds(30)) : Outcome.Done;
        world.Put("a");
        world.Start();
        world.System.RunFor(TimeSpan.FromSeconds(29));
        Assert.Single(world.Reconciled);

        world.System.RunFor(TimeSpan.FromHours(1));
        Assert.Equal(2, world.Reconciled.Count);
    }

    [Fact]
    public void BugInAReconciler_RestartsItsControllerWithANewOne()
    {
        var world = new World(1);
        world.System.ToleratesInvariantFailures = true;
        world.Reconcile = _ => world.Made == 1 ? throw new InvariantException("bug") : Outcome.Done;
        world.Put("a");
        world.Start();
        world.System.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(2, world.Made);
        Assert.Equal(["a", "a"], world.Reconciled);
        Assert.Single(world.System.Failures, failure => failure.Path == "/controller");
    }

    /// <summary>Whatever crashes: one key is in one worker, and the last state of each object has been looked
    /// at.</summary>
    [Fact]
    public void AnyCrashes_NoKeyIsInTwoWorkersAndNoneIsForgotten()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var world = new World(seed);
            var choices = world.System.Fork("faults");
            world.Reconcile = _ => choices.Next(5) == 0 ? throw new ApiUnreachableException("no") : Outcome.Done;
            world.Start();
            for (var i = 0; i < 40; i++)
            {
                world.Put("m" + choices.Next(4));
                if (choices.Next(6) == 0)
                    world.System.Crash(world.System.LivePaths[choices.Next(world.System.LivePaths.Count)]);
                world.System.RunFor(TimeSpan.FromMilliseconds(choices.Next(300)));
            }
            world.System.RunFor(TimeSpan.FromMinutes(10));

            foreach (var map in world.Api.All<ConfigMap>())
                Assert.True(world.Seen[map.Key.Name] == map.ResourceVersion, $"seed {seed}: {map.Key} is stale");
        }
    }

    /// <summary>A controller of ConfigMaps whose reconciler yields in the middle, as one that calls the API
    /// does.</summary>
    private sealed class World
    {
        private readonly HashSet<(int Incarnation, string Name)> _busy = [];
        private readonly SharedInformers _informers;

        public World(ulong seed)
        {
            System = new SimulatedActorSystem(seed);
            Api = new FakeApi(System.Time, System.Entropy);
            _informers = SharedInformers.Spawn(System, "informers", Api);
        }

        public SimulatedActorSystem System { get; }

        public FakeApi Api { get; }

        public ControllerOptions Options { get; init; } = ControllerOptions.Default;

        public Func<ObjectKey, Outcome> Reconcile { get; set; } = _ => Outcome.Done;

        public List<string> Reconciled { get; } = [];

        public Dictionary<string, string> Seen { get; } = [];

        public int Made { get; private set; }

        public void Put(string name) =>
            Api.Put(new ConfigMap { Metadata = new() { Namespace = "default", Name = name } });

        public void Start() => System.Spawn(
            "controller", () => new ControllerActor(() => new Recorder(this, ++Made), _informers, Options));

        private sealed class Recorder(World world, int incarnation) : IReconciler
        {
            public WatchPlan Watches { get; } = WatchPlan.For<ConfigMap>().Reads<Pod>();

            public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
            {
                Assert.True(world._busy.Add((incarnation, key.Name)), $"{key} is in two workers");
                try
                {
                    var seen = new Listers(world._informers).Find<ConfigMap>(key);
                    world.Reconciled.Add(key.Name);
                    await Task.Yield();
                    await Task.Yield();
                    var outcome = world.Reconcile(key);
                    if (seen is not null && outcome == Outcome.Done)
                        world.Seen[key.Name] = seen.ResourceVersion;
                    return outcome;
                }
                finally
                {
                    world._busy.Remove((incarnation, key.Name));
                }
            }
        }
    }
}
