using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Store;
using Orchestrator.Store.Simulation;

namespace Orchestrator.ApiServer.Tests.Watching;

/// <summary>A control plane whose store slept until the leader had compacted what it had not read.</summary>
public class WatchGapTests
{
    private readonly SimulatedActorSystem _system = new(1);
    private readonly SimulatedDisk _disk;

    public WatchGapTests() => _disk = new SimulatedDisk(_system.Fork("disk"), _system.Time);

    [Fact]
    public void Watches_EndWith410_AndTheNextOneBeginsWithThePresent()
    {
        var (leader, _) = Start("leader");
        var (follower, store) = Start("follower");
        leader.Create("first");
        _system.RunFor(TimeSpan.FromSeconds(1));
        var watch = follower.Watch(store.Current.Revision);
        leader.Create("second");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["second"], Names(watch));

        _system.Pause("/store-follower");
        for (var i = 0; i < 200; i++)
        {
            leader.Create($"c{i:D3}");
            _system.RunFor(TimeSpan.FromMilliseconds(50));
        }
        _system.Resume("/store-follower");
        _system.RunFor(TimeSpan.FromSeconds(2));
        var expired = Assert.Throws<StatusException>(() => Names(watch));
        Assert.Equal(410, expired.Code);
        Assert.Equal(202, Names(follower.Watch(null)).Count(name => name != "kube-root-ca.crt"));
    }

    private (Plane Plane, StoreHost Store) Start(string name)
    {
        var options = new StoreOptions
        {
            Follow = true,
            HistoryChangesMax = 40,
            CompactionPeriod = TimeSpan.FromSeconds(1),
        };
        var store = StoreHost.Start(
            (_, factory, actor) => _system.Spawn($"store-{name}", factory, actor), _disk.Open(), new KindObjectCodec(),
            options);
        var core = _system.Run(async () =>
        {
            await store.ReadyAsync();
            return await ApiServerCore.StartAsync(
                new ApiServerPorts(_system, store, new SimulatedServer.FakeNodes()) { TreeName = name });
        });
        return (new Plane(_system, core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup))), store);
    }

    private List<string?> Names(IWatch watch) =>
        [.. _system.Run(() => watch.NextAsync()).Select(e => e.Object.Metadata.Name)];

    private sealed class Plane(SimulatedActorSystem system, IApiClient api)
    {
        public void Create(string name) => system.Run(() => api.CreateAsync(Objects.ConfigMap(name)));

        public IWatch Watch(long? revision) => system.Run(() => api.WatchAsync(
            ApiKinds.Of<ConfigMap>(), new WatchQuery { ResourceVersion = revision?.ToString() }));
    }
}
