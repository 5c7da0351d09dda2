using System.Globalization;
using System.Net;
using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Testing;
using KubeNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Tests.Clusters;

/// <summary>Members of a cluster by Leases; elections are in ElectedComponentsTests.</summary>
public sealed class LeaseClusterTests
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(25);

    private readonly SimulatedActorSystem _system = new(5);
    private readonly FakeApi _api;
    private readonly LeaseCluster _cluster;
    private readonly List<string> _changes = [];
    private string? _leader;

    public LeaseClusterTests()
    {
        _api = new FakeApi(_system.Time, _system.Fork("api"));
        var self = new ClusterMember(
            "10.0.0.1:6443", LeaseMembership.IncarnationOf(Identity(1).Holder), [ClusterRoles.ControlPlane],
            MemberState.Up);
        _cluster = new LeaseCluster(_system, self, new Candidacy("cp-1_u"), _api, () => _leader);
    }

    [Fact]
    public void NobodyAsks_NothingIsWatched()
    {
        _system.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _api.OpenWatches);
        Assert.Equal("10.0.0.1:6443", _cluster.Self.Address);
        _leader = "10.0.0.1:6443";
        Assert.Same(_cluster.Self, _cluster.ControlPlane);
        _system.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _api.OpenWatches);

        Assert.Same(_cluster.Self, Assert.Single(_cluster.Members));
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _api.OpenWatches);
    }

    [Fact]
    public void ControlPlanesAndNodes_AreMembers_TheOldestFirst()
    {
        Renew(1);
        _system.RunFor(TimeSpan.FromSeconds(1));
        Renew(2);
        _system.RunFor(TimeSpan.FromSeconds(1));
        PutNode("w");
        RenewNode("w");
        Follow();

        Assert.Equal(["10.0.0.1:6443 Up", "10.0.0.2:6443 Up", "10.1.0.9:10250 Up"], Shown());
        Assert.Equal(_cluster.Self, _cluster.Members[0]);
        Assert.Equal(["w"], _cluster.Members[2].Nodes);
        Assert.True(_cluster.Members[2].HasRole(ClusterRoles.Node));
        _leader = "10.0.0.2:6443";
        Assert.Equal(_cluster.Members[1], _cluster.ControlPlane);
        _leader = null;
        Assert.Null(_cluster.ControlPlane);
    }

    [Fact]
    public void ControlPlaneFallsSilent_ComesBack_AndLeaves()
    {
        Renew(1);
        Renew(2);
        Follow();
        _changes.Clear();
        Live(40, () => Renew(1));
        Assert.Equal(["10.0.0.2:6443 Unreachable"], _changes);
        var before = _cluster.Members.Single(member => member.Address == "10.0.0.2:6443").Incarnation;

        Renew(2, "its next start");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal("10.0.0.2:6443 Up", _changes[^1]);
        Assert.NotEqual(before, _cluster.Members.Single(member => member.Address == "10.0.0.2:6443").Incarnation);
        _api.Remove<Lease>(ApiServerIdentity.Namespace, Identity(2).Name);
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal("10.0.0.2:6443 Removed", _changes[^1]);
        Assert.Equal(["10.0.0.1:6443 Up"], Shown());
    }

    [Fact]
    public void Node_JoinsWithItsFirstRenewal_FallsSilent_AndIsRemoved()
    {
        Renew(1);
        Follow();
        _changes.Clear();
        PutNode("w");
        _system.RunFor(TimeSpan.FromSeconds(1));
        RenewNode("w");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Live(41, () => Renew(1));
        _api.Remove<KubeNode>("", "w");
        _system.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(
            ["10.1.0.9:10250 Joining", "10.1.0.9:10250 Up", "10.1.0.9:10250 Unreachable", "10.1.0.9:10250 Removed"],
            _changes);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockIsSet_NobodyIsLostButWhoFallsSilent(int hours)
    {
        Renew(1);
        PutNode("w");
        RenewNode("w");
        Follow();
        _changes.Clear();
        _system.Clock.Jump(TimeSpan.FromHours(hours));
        _system.RunFor(TimeSpan.FromSeconds(3));
        Live(60, () =>
        {
            Renew(1);
            RenewNode("w");
        });
        Assert.Empty(_changes);

        _system.Clock.Jump(TimeSpan.FromHours(hours));
        Live(45, () => Renew(1));
        Assert.Equal(["10.1.0.9:10250 Unreachable"], _changes);
    }

    [Fact]
    public void RenewalsTellNobody()
    {
        for (var i = 0; i < 50; i++)
        {
            PutNode($"w{i}");
            RenewNode($"w{i}");
        }
        Follow();
        var before = _cluster.Members;
        _changes.Clear();
        Live(60, () =>
        {
            for (var i = 0; i < 50; i++)
                RenewNode($"w{i}");
        });

        Assert.Empty(_changes);
        Assert.True(before.Equals(_cluster.Members), "the list was made anew though nobody changed");
    }

    [Fact]
    public void Leaves_WatchesEnd_AndItHasEnded()
    {
        Follow();
        Assert.False(_cluster.Ended.IsCompleted);
        _system.Run(async () => await _cluster.LeaveAsync());
        _system.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _api.OpenWatches);
        Assert.True(_cluster.Ended.IsCompleted);
        Assert.Single(_cluster.Members);
    }

    [Fact]
    public void SingletonOfAnotherRole_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => _cluster.RunSingleton(
            new Singleton("x", ClusterRoles.Node, _api) { Lease = "x", Reporter = "x" },
            api => new MemberReadiness(_cluster, api)));

        Assert.Contains("does not have the role node", error.Message, StringComparison.Ordinal);
    }

    private static ApiServerIdentity Identity(int number, string instance = "first") => new(
        $"cp-{number}", IPEndPoint.Parse($"10.0.0.{number.ToString(CultureInfo.InvariantCulture)}:6443"), instance);

    private void Follow()
    {
        _cluster.Changed += member => _changes.Add($"{member.Address} {member.State}");
        _system.RunFor(TimeSpan.FromSeconds(1));
    }

    private IEnumerable<string> Shown() => _cluster.Members.Select(member => $"{member.Address} {member.State}");

    private void Live(int seconds, Action renew)
    {
        for (var i = 0; i < seconds; i += 5)
        {
            renew();
            _system.RunFor(TimeSpan.FromSeconds(5));
        }
    }

    private void Renew(int number, string instance = "first")
    {
        var identity = Identity(number, instance);
        _api.Put(identity.Renewed(
            _api.Find<Lease>(identity.Key.Namespace!, identity.Key.Name), _system.Clock.GetUtcNow(), Lasts));
    }

    private void PutNode(string name) => _api.Put(new KubeNode
    {
        Metadata = new() { Name = name },
        Status = new NodeStatus
        {
            Addresses = [new NodeAddress { Type = "InternalIP", Address = "10.1.0.9" }],
            DaemonEndpoints = new() { KubeletEndpoint = new() { Port = 10250 } },
        },
    });

    private void RenewNode(string name) => _api.Put(
        (_api.Find<Lease>(LeaseMembership.NodeLeases, name) ?? new Lease
        {
            Metadata = new() { Namespace = LeaseMembership.NodeLeases, Name = name },
        }) with
        {
            Spec = new() { HolderIdentity = name, LeaseDurationSeconds = 40, RenewTime = _system.Clock.GetUtcNow() },
        });
}
