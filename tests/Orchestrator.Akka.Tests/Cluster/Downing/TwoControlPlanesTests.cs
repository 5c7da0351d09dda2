using System.Diagnostics;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Cluster.Downing;

/// <summary>Two control planes that have a journal in common, with two nodes: nobody has a majority.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class TwoControlPlanesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("lowest")]
    [InlineData("highest")]
    public async Task OneIsKilled_TheOtherGoesOn_NobodyElseEnds(string killed)
    {
        await using var cluster = new TestCluster();
        var (planes, nodes) = await StartAsync(cluster);
        var byAddress = planes.OrderBy(plane => Port(plane)).ToArray();
        var (dies, stays) = killed == "lowest" ? (byAddress[0], byAddress[1]) : (byAddress[1], byAddress[0]);
        var from = Stopwatch.GetTimestamp();

        TestCluster.Kill(dies);

        await TestCluster.WaitAsync(() => nodes.Append(stays).All(member => Names(member).SequenceEqual(
            Sorted([stays, .. nodes]))));
        output.WriteLine($"given up and removed after {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s");
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(stays.Address, 0) is not null);
        Assert.DoesNotContain(nodes.Append(stays), member => member.Ended.IsCompleted);
        Assert.Single(cluster.Rulings.All);
    }

    [Fact]
    public async Task CutFromEachOther_BothReachTheJournal_OneGoesOn_AndTheNodesWithIt()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);

        await TestCluster.CutAsync([planes[0]], [planes[1]]);

        await Task.WhenAny(planes[0].Ended, planes[1].Ended).WaitAsync(TestCluster.Patience);
        var stays = planes.Single(plane => !plane.Ended.IsCompleted);
        await TestCluster.WaitAsync(() => nodes.Append(stays).All(member => Names(member).SequenceEqual(
            Sorted([stays, .. nodes]))));
        await TestCluster.WaitAsync(() => cluster.Occupancy.Holder == stays.Address);
        Assert.DoesNotContain(nodes.Append(stays), member => member.Ended.IsCompleted);
        Assert.Single(cluster.Rulings.All);
    }

    [Fact]
    public async Task CutOff_WhoHasTheNodesGoesOn()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);

        await TestCluster.CutAsync([planes[0]], [planes[1], .. nodes]);

        await planes[0].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Holder == planes[1].Address);
        Assert.DoesNotContain(nodes.Append(planes[1]), member => member.Ended.IsCompleted);
    }

    [Fact]
    public async Task CutOffFromTheJournalToo_TheOtherGoesOn_AndItEndsWhenItIsTold()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Holder == planes[0].Address);

        cluster.WayOf(planes[0]).IsCut = true;
        await TestCluster.CutAsync([planes[0]], [planes[1], .. nodes]);

        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(planes[1].Address, 0) is not null);
        Assert.DoesNotContain(nodes.Append(planes[1]).Append(planes[0]), member => member.Ended.IsCompleted);
        cluster.WayOf(planes[0]).IsCut = false;
        await planes[0].Ended.WaitAsync(TestCluster.Patience);
        Assert.Equal(planes[1].Address, cluster.Occupancy.Holder);
        Assert.Equal(3, planes[1].Members.Length);
    }

    [Fact]
    public async Task KilledWhileTheJournalIsAway_NobodyEnds_AndTheOtherGoesOnWhenItIsBack()
    {
        await using var cluster = new TestCluster();
        var (planes, nodes) = await StartAsync(cluster);
        cluster.WayOf(planes[1]).IsCut = true;

        TestCluster.Kill(planes[0]);
        await TestCluster.WaitAsync(() => planes[1].Members.Any(member => member.State == MemberState.Unreachable));
        // Twice as long as it takes where the journal answers.
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.DoesNotContain(nodes.Append(planes[1]), member => member.Ended.IsCompleted);
        Assert.Equal(4, planes[1].Members.Length);
        Assert.Null(cluster.Occupancy.Began(planes[1].Address, 0));

        cluster.WayOf(planes[1]).IsCut = false;
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(planes[1].Address, 0) is not null);
        Assert.DoesNotContain(nodes.Append(planes[1]), member => member.Ended.IsCompleted);
    }

    [Fact]
    public async Task CutFromEachOtherWhileTheJournalIsAway_AndWholeAgainBeforeIt_NobodyEnds()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);
        foreach (var plane in planes)
            cluster.WayOf(plane).IsCut = true;

        await TestCluster.CutAsync([planes[0]], [planes[1]]);
        await TestCluster.WaitAsync(() => planes.All(
            plane => plane.Members.Any(member => member.State == MemberState.Unreachable)));
        await Task.Delay(TimeSpan.FromSeconds(4));
        await TestCluster.CutAsync([planes[0]], [planes[1]], cut: false);
        await TestCluster.WaitAsync(() => planes.All(
            plane => plane.Members.All(member => member.State == MemberState.Up)));
        foreach (var plane in planes)
            cluster.WayOf(plane).IsCut = false;

        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(planes.Concat(nodes), member => member.Ended.IsCompleted);
        Assert.Empty(cluster.Rulings.All);
        Assert.Equal(planes[0].Address, cluster.Occupancy.Holder);
    }

    [Fact]
    public async Task WayBetweenANodeAndOneControlPlaneIsCut_TheNodeEnds_NoControlPlaneDoes()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);

        await TestCluster.CutAsync([planes[0]], [nodes[0]]);

        await nodes[0].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => planes.All(plane => plane.Members.Length == 3));
        Assert.DoesNotContain(planes.Append(nodes[1]), member => member.Ended.IsCompleted);
        Assert.Equal(planes[0].Address, cluster.Occupancy.Holder);
    }

    /// <remarks>Slow: those who hear both leave it to others first.</remarks>
    [Fact]
    public async Task WayBetweenTheNodesIsCut_TheYoungerEnds()
    {
        await using var cluster = new TestCluster(faults: true);
        var (planes, nodes) = await StartAsync(cluster);

        await TestCluster.CutAsync([nodes[0]], [nodes[1]]);

        await nodes[1].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => planes.Append(nodes[0]).All(
            member => member.Members.Count(one => one.State == MemberState.Up) == 3));
        Assert.DoesNotContain(planes.Append(nodes[0]), member => member.Ended.IsCompleted);
        Assert.Empty(cluster.Rulings.All);
    }

    [Fact]
    public async Task AllNodesDieAtOnce_BothControlPlanesGoOn()
    {
        await using var cluster = new TestCluster();
        var (planes, nodes) = await StartAsync(cluster);

        foreach (var node in nodes)
            TestCluster.Kill(node);

        await TestCluster.WaitAsync(() => planes.All(plane => plane.Members.Length == 2));
        Assert.DoesNotContain(planes, plane => plane.Ended.IsCompleted);
        Assert.Empty(cluster.Rulings.All);
    }

    [Fact]
    public async Task BothControlPlanesDie_TheNodesEnd()
    {
        await using var cluster = new TestCluster();
        var (planes, nodes) = await StartAsync(cluster);

        foreach (var plane in planes)
            TestCluster.Kill(plane);

        await Task.WhenAll(nodes.Select(node => node.Ended)).WaitAsync(TestCluster.Patience);
    }

    private static async Task<(AkkaCluster[] Planes, AkkaCluster[] Nodes)> StartAsync(TestCluster cluster)
    {
        var planes = await cluster.ControlPlanesAsync(2);
        AkkaCluster[] nodes = [await cluster.WorkerAsync("node-1"), await cluster.WorkerAsync("node-2")];
        await TestCluster.WaitAsync(() => planes.Concat(nodes).All(
            member => member.Members.Count(one => one.State == MemberState.Up) == 4));
        return (planes, nodes);
    }

    private static int Port(AkkaCluster member) => global::Akka.Actor.Address.Parse(member.Address).Port!.Value;

    private static IEnumerable<string> Names(AkkaCluster member) =>
        member.Members.Select(one => one.Address).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sorted(IEnumerable<AkkaCluster> members) =>
        members.Select(member => member.Address).Order(StringComparer.Ordinal);
}
