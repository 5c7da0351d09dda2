using Orchestrator.Actors.Threaded;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Reconciling;

/// <summary>The machinery on real threads: what the simulator cannot show is two threads in one place.</summary>
public class ThreadedControllerTests
{
    [Fact]
    public async Task ManyWritesOnRealThreads_EachObjectsLastStateIsReconciled()
    {
        await using var system = new ThreadedActorSystem();
        var api = new FakeApi(system.Time, system.Entropy);
        var informers = SharedInformers.Spawn(system, "informers", api);
        var reconciler = new Recorder(informers);
        system.Spawn("controller", () => new ControllerActor(() => reconciler, informers));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                api.Put(new ConfigMap { Metadata = new() { Namespace = "default", Name = $"m{(i + writer) % 50}" } });
        })));
        reconciler.Expect(api.All<ConfigMap>());

        await reconciler.AllSeen.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, reconciler.Overlaps);
    }

    private sealed class Recorder(SharedInformers informers) : IReconciler
    {
        private readonly Lock _gate = new();
        private readonly HashSet<string> _busy = [];
        private readonly Dictionary<string, string> _seen = [];
        private readonly TaskCompletionSource _allSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IReadOnlyList<ConfigMap>? _expected;

        public Task AllSeen => _allSeen.Task;

        public int Overlaps { get; private set; }

        public WatchPlan Watches { get; } = WatchPlan.For<ConfigMap>();

        public void Expect(IReadOnlyList<ConfigMap> expected)
        {
            lock (_gate)
                _expected = expected;
            Check();
        }

        public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
        {
            lock (_gate)
            {
                if (!_busy.Add(key.Name))
                    Overlaps++;
            }
            var map = new Listers(informers).Find<ConfigMap>(key)!;
            await Task.Yield();
            lock (_gate)
            {
                _seen[key.Name] = map.ResourceVersion;
                _busy.Remove(key.Name);
            }
            Check();
            return Outcome.Done;
        }

        private void Check()
        {
            lock (_gate)
            {
                if (_expected?.All(map => _seen.GetValueOrDefault(map.Key.Name) == map.ResourceVersion) == true)
                    _allSeen.TrySetResult();
            }
        }
    }
}
