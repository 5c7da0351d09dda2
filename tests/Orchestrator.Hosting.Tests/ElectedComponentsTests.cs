using Orchestrator.Actors.Threaded;
using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Controllers;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Tests;

/// <summary>Controllers and scheduler of two processes over one API.</summary>
public sealed class ElectedComponentsTests : IAsyncLifetime
{
    private static readonly LeaderElectionSettings Quick = new()
    {
        LeaseDuration = TimeSpan.FromSeconds(2),
        RenewDeadline = TimeSpan.FromSeconds(1),
        RetryPeriod = TimeSpan.FromMilliseconds(200),
    };

    private readonly ThreadedActorSystem _server = new();
    private readonly ThreadedActorSystem _first = new();
    private readonly ThreadedActorSystem _second = new();
    private StoreHost _store = null!;
    private ApiServerCore _core = null!;

    private IApiClient Admin => _core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));

    public async Task InitializeAsync()
    {
        _store = StoreHost.Start(_server, new MemoryJournal(), new KindObjectCodec());
        await _store.ReadyAsync();
        _core = await ApiServerCore.StartAsync(new ApiServerPorts(_server, _store, new InProcessNodeConnector()));
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _core.DisposeAsync();
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task LeaderStopsInOrder_TheOtherGoesOnWithinARetry()
    {
        var first = Start(_first, "first_1");
        Assert.Equal(("first_1", 0), await HolderAsync("kube-controller-manager", "first_1"));
        Assert.Equal(("first_1", 0), await HolderAsync("kube-scheduler", "first_1"));
        await using var second = Start(_second, "second_1");
        await first.DisposeAsync();

        Assert.Equal(("second_1", 1), await HolderAsync("kube-controller-manager", "second_1"));
        Assert.Equal(("second_1", 1), await HolderAsync("kube-scheduler", "second_1"));
        await Admin.CreateAsync(Objects.Deployment("led", 2));
        await Waits.UntilAsync("two Pods", () => Stored<Pod>().Count() == 2);
        await Waits.UntilAsync("the event", () => Stored<Event>().Any(said => said is
        {
            Reason: "LeaderElection",
            Message: "second_1 became leader",
            InvolvedObject: { Kind: "Lease", Name: "kube-scheduler", Namespace: "kube-system" },
            Source.Component: "default-scheduler",
        }));
    }

    [Fact]
    public async Task NotElected_BothRunAtOnceAndNoLeaseIsWritten()
    {
        await using var components = Start(_first, "first_1", election: false);
        await Admin.CreateAsync(Objects.Deployment("led", 2));
        await Waits.UntilAsync("two Pods", () => Stored<Pod>().Count() == 2);

        Assert.Empty(Stored<Lease>());
    }

    private ICluster Start(ThreadedActorSystem system, string identity, bool election = true)
    {
        var self = new ClusterMember(identity, 1, [ClusterRoles.ControlPlane], MemberState.Up);
        ICluster cluster = election
            ? new LeaseCluster(system, self, new Candidacy(identity) { Settings = Quick }, Admin, () => identity)
            : new StandaloneCluster(system, self);
        ElectedComponents.Run(
            cluster, _core.ClientFor(UserIdentity.ControllerManager), _core.ClientFor(UserIdentity.Scheduler),
            new ControllerManagerOptions(), Quick);
        return cluster;
    }

    private IEnumerable<T> Stored<T>()
        where T : KubeObject => _store.Current.Range(ApiKinds.Of<T>().StoragePrefix).Select(
            entry => (T)entry.Value.Object);

    private async Task<(string?, int?)> HolderAsync(string name, string awaited)
    {
        LeaseSpec? spec = null;
        await Waits.UntilAsync($"{awaited} to hold {name}", () =>
        {
            spec = Stored<Lease>().FirstOrDefault(lease => lease.Metadata.Name == name)?.Spec;
            return spec?.HolderIdentity == awaited;
        });
        return (spec!.HolderIdentity, spec.LeaseTransitions);
    }
}
