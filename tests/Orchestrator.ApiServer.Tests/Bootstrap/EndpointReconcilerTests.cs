using System.Net;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Bootstrap;

/// <summary>The endpoints of the Service kubernetes are the control planes that live.</summary>
public sealed class EndpointReconcilerTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void EveryControlPlane_IsAnEndpoint()
    {
        Start("a", "10.0.0.1:6443");
        Start("b", "10.0.0.2:6443");

        _server.System.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["10.0.0.1:6443", "10.0.0.2:6443"], Addresses());
        Assert.Equal(["kubernetes 10.0.0.1,10.0.0.2:6443"], Slices());
    }

    [Fact]
    public void DifferentPorts_AreInSlicesOfTheirOwn()
    {
        Start("a", "127.0.0.1:6443");
        Start("b", "127.0.0.1:6444");

        _server.System.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["127.0.0.1:6443", "127.0.0.1:6444"], Addresses());
        Assert.Equal(["kubernetes 127.0.0.1:6443", "kubernetes-6444 127.0.0.1:6444"], Slices());
    }

    [Fact]
    public void OrderlyStop_TakesItAwayAtOnce()
    {
        Start("a", "10.0.0.1:6443");
        var second = Start("b", "10.0.0.2:6444");
        _server.System.RunFor(TimeSpan.FromSeconds(5));

        _server.System.Run(async () => await _server.System.StopAsync(second));

        Assert.Equal(["10.0.0.1:6443"], Addresses());
        Assert.Equal(["kubernetes 10.0.0.1:6443"], Slices());
        Assert.Single(Leases());
    }

    [Fact]
    public void DeadOne_IsTakenAwayByTheOthers_OnceItsLeaseHasRunOut()
    {
        Start("a", "10.0.0.1:6443");
        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));

        _server.System.Kill("/b");
        _server.System.RunFor(TimeSpan.FromSeconds(12));
        Assert.Equal(2, Addresses().Count);
        _server.System.RunFor(TimeSpan.FromSeconds(20));

        Assert.Equal(["10.0.0.1:6443"], Addresses());
        Assert.Single(Leases());
    }

    [Fact]
    public void OneThatComesBack_IsAddedAgain()
    {
        Start("a", "10.0.0.1:6443");
        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));
        _server.System.Kill("/b");
        _server.System.RunFor(TimeSpan.FromSeconds(40));

        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(2, Addresses().Count);
    }

    [Fact]
    public void NothingChanges_NothingIsWritten_ButTheLeases()
    {
        Start("a", "10.0.0.1:6443");
        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(10));
        var before = _server.Store.Current.Revision;

        _server.System.RunFor(TimeSpan.FromSeconds(100));

        Assert.Equal(20, _server.Store.Current.Revision - before);
    }

    [Fact]
    public void Lease_IsNamedAndLabelledAsKubernetesDoes()
    {
        Start("a", "10.0.0.1:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));

        var lease = Assert.Single(Leases());

        Assert.Matches("^apiserver-[a-z2-7]{26}$", lease.Metadata.Name);
        Assert.Equal("kube-apiserver", lease.Metadata.Labels["apiserver.kubernetes.io/identity"]);
        Assert.Equal("a", lease.Metadata.Labels["kubernetes.io/hostname"]);
        Assert.StartsWith(lease.Metadata.Name + "_", lease.Spec.HolderIdentity);
    }

    [Fact]
    public void ClusterInfo_NamesTheFirst_AsLongAsItLives()
    {
        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));
        Start("a", "10.0.0.1:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal("https://10.0.0.2:6443", InfoServer());

        _server.System.Kill("/b");
        _server.System.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal("https://10.0.0.1:6443", InfoServer());

        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal("https://10.0.0.1:6443", InfoServer());
    }

    [Fact]
    public void ClusterInfo_NamesTheEndpoint_WhoeverLives()
    {
        Ensure(new ClusterSettings("10.96.0.0/12", "lb.example:6443"));
        Start("a", "10.0.0.1:6443");
        Start("b", "10.0.0.2:6443");
        _server.System.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal("https://lb.example:6443", InfoServer());

        _server.System.Kill("/a");
        _server.System.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal("https://lb.example:6443", InfoServer());

        Ensure(new ClusterSettings("10.96.0.0/12", "10.0.0.9:443"));
        _server.System.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal("https://10.0.0.9:443", InfoServer());
    }

    private void Ensure(ClusterSettings settings) =>
        _server.System.Run(async () => await _server.Core.Bootstrapper.EnsureSettingsAsync(settings));

    private string InfoServer()
    {
        var info = (ConfigMap)_server.Store.Current.Get("/registry/configmaps/kube-public/cluster-info")!.Value.Object;
        return info.Data["kubeconfig"]!.Split('\n').Single(line => line.Contains("server:")).Split(' ')[^1];
    }

    private IActorRef Start(string host, string address)
    {
        var identity = new ApiServerIdentity(host, IPEndPoint.Parse(address), "1");
        var api = _server.Core.ClientFor(UserIdentity.ApiServer);
        return _server.System.Spawn<EndpointReconcilerMessage>(host, () => new EndpointReconciler(
            api, identity, new ClusterInfoKeeper(api, "PEM", _server.System.Time)));
    }

    private List<Lease> Leases() =>
        [.. _server.Run(api => api.ListAsync<Lease>(new ListQuery { Namespace = "kube-system" })).Items.Cast<Lease>()];

    private List<string> Addresses() =>
    [
        .. _server.Get<Endpoints>("default", "kubernetes").Subsets
            .SelectMany(subset => subset.Addresses.Select(address => $"{address.IP}:{subset.Ports[0].Port}")),
    ];

    private List<string> Slices() =>
    [
        .. _server.Run(api => api.ListAsync<EndpointSlice>(new ListQuery { Namespace = "default" })).Items
            .Cast<EndpointSlice>()
            .Select(slice => $"{slice.Metadata.Name} "
                + $"{string.Join(',', slice.Endpoints.Select(endpoint => endpoint.Addresses[0]))}:{slice.Ports[0].Port}"),
    ];
}
