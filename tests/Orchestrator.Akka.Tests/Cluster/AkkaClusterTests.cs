using System.Diagnostics;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Cluster;

[Collection(nameof(ClusterCollection))]
public sealed class AkkaClusterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task ThreeControlPlanes_KnowEachOther_TheOldestRunsTheTree()
    {
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(3);
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
        foreach (var member in members)
        {
            Assert.Equal(members.Select(one => one.Address), member.Members.Select(one => one.Address));
            Assert.Equal(members[0].Address, member.ControlPlane!.Address);
            Assert.True(member.Self.HasRole(ClusterRoles.ControlPlane));
        }
        Assert.Equal(1, cluster.Occupancy.Most);
    }

    [Fact]
    public async Task OldestLeaves_TreeIsHandedOverInOrder_InLessThanTwoSeconds()
    {
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(3);
        var from = Stopwatch.GetTimestamp();
        var left = members[0].LeaveAsync();
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[1].Address, from) is not null);
        var ended = cluster.Occupancy.Ended(members[0].Address, from);
        var began = cluster.Occupancy.Began(members[1].Address, from);
        output.WriteLine(
            $"orderly leave: old tree ended after {ended:F0} ms (200 its own), new one began after {began:F0} ms");
        Assert.True(ended < began);
        Assert.Equal(1, cluster.Occupancy.Most);
        Assert.InRange(began!.Value, 0, 2000);
        await left.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => members[1..].All(member => member.Members.Length == 2));
        Assert.Equal(members[1].Address, members[2].ControlPlane!.Address);
    }

    [Fact]
    public async Task OldestDiesWithoutAWord_IsDownedByTheResolver_TreeRunsOnTheNext()
    {
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(3);
        var seen = new List<MemberState>();
        members[1].Changed += member =>
        {
            if (member.Address == members[0].Address)
                seen.Add(member.State);
        };
        var from = Stopwatch.GetTimestamp();
        TestCluster.Kill(members[0]);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[1].Address, from) is not null);
        output.WriteLine($"killed: next tree began after {cluster.Occupancy.Began(members[1].Address, from):F0} ms; "
            + Settings(members[1]));
        await TestCluster.WaitAsync(() => members[1..].All(member => member.Members.Length == 2));
        Assert.Equal([MemberState.Unreachable, MemberState.Down, MemberState.Removed], seen);
        Assert.Equal(1, cluster.Occupancy.Most);
    }

    [Fact]
    public async Task RunSingleton_WithoutTheRole_IsRefused()
    {
        await using var cluster = new TestCluster();
        await cluster.ControlPlaneAsync();
        var worker = await cluster.WorkerAsync("worker-1");
        Assert.Equal(["worker-1"], worker.Self.Nodes);
        var error = Assert.Throws<ArgumentException>(() => worker.RunSingleton(
            "scheduler", ClusterRoles.ControlPlane, () => new SingletonProbe(cluster.Occupancy, worker.Address)));
        Assert.Contains("control-plane", error.Message, StringComparison.Ordinal);
    }

    internal static string Settings(Orchestrator.Akka.Cluster.AkkaCluster member)
    {
        var config = member.Akka.Settings.Config;
        return string.Join(", ", new[]
        {
            "failure-detector.heartbeat-interval", "failure-detector.acceptable-heartbeat-pause", "gossip-interval",
            "leader-actions-interval", "downing-provider-class", "split-brain-resolver.stable-after",
            "down-removal-margin", "singleton.hand-over-retry-interval",
        }.Select(name => $"{name} = {config.GetString("akka.cluster." + name)}"));
    }
}
