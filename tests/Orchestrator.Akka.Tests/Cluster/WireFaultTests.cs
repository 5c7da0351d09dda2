using System.Diagnostics;
using Akka.Remote.Transport;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;
using static Akka.Remote.Transport.ThrottleTransportAdapter;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Wires that are neither whole nor cut: open one way only, cut between two of three, slow, or there now and
/// then.</summary>
/// <remarks>Slow by the failure detector's and the resolver's seconds. ORCHESTRATOR_ROUNDS runs more rounds.</remarks>
[Collection(nameof(ClusterCollection))]
public sealed class WireFaultTests(ITestOutputHelper output)
{
    // Each side's resolver looks once a second, at a moment of its own, and they notice the cut up to a heartbeat
    // apart.
    private const double BothAtOnceMsMax = 2500;

    [Fact]
    public async Task WhatTheOldestSendsIsLost_ItEndsItself_TheOthersGoOn()
    {
        for (var round = 0; round < Rounds.Count; round++)
        {
            await using var cluster = new TestCluster(faults: true);
            var members = await cluster.ControlPlanesAsync(3);
            var from = Stopwatch.GetTimestamp();
            foreach (var other in members[1..])
                await CutOneWayAsync(members[0], other);
            await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[1].Address, from) is not null);
            // Also where its resolver downs all three, and it would remove itself without ending.
            await members[0].Ended.WaitAsync(TestCluster.Patience);
            await TestCluster.WaitAsync(() => members[1..].All(member => member.Members.Length == 2));
            CheckBothAtOnce(cluster, members, from);
            Assert.Equal(members[1].Address, cluster.Occupancy.Holder);
        }
    }

    /// <remarks>It tells the others whom it misses, perhaps before they miss it: they hear each other, and go by
    /// that.</remarks>
    [Fact]
    public async Task WhatIsSentToTheOldestIsLost_ItEndsItself_TheOthersGoOn()
    {
        for (var round = 0; round < Rounds.Count; round++)
        {
            await using var cluster = new TestCluster(faults: true);
            var members = await cluster.ControlPlanesAsync(3);
            var from = Stopwatch.GetTimestamp();
            foreach (var other in members[1..])
                await CutOneWayAsync(other, members[0]);
            await members[0].Ended.WaitAsync(TestCluster.Patience);
            await TestCluster.WaitAsync(() => members[1..].All(member => member.Members.Length == 2));
            await TestCluster.WaitAsync(() => cluster.Occupancy.Holder == members[1].Address);
            CheckBothAtOnce(cluster, members, from);
            Assert.DoesNotContain(members[1..], member => member.Ended.IsCompleted);
        }
    }

    /// <remarks>Nobody knows which of them is to blame: the one that asks first goes on.</remarks>
    [Fact]
    public async Task LinkBetweenTwoOfThreeIsCut_OneOfThemEnds_TheOthersGoOn()
    {
        for (var round = 0; round < Rounds.Count; round++)
        {
            await using var cluster = new TestCluster(faults: true);
            var members = await cluster.ControlPlanesAsync(3);
            await TestCluster.CutAsync([members[0]], [members[1]]);
            await Task.WhenAny(members[0].Ended, members[1].Ended).WaitAsync(TestCluster.Patience);
            AkkaCluster[] stay = [members[0].Ended.IsCompleted ? members[1] : members[0], members[2]];
            await TestCluster.WaitAsync(() => stay.All(member => member.Members.Length == 2));
            await TestCluster.WaitAsync(() => cluster.Occupancy.Holder == stay[0].Address);
            Assert.DoesNotContain(stay, member => member.Ended.IsCompleted);
            Assert.All(stay, member => Assert.All(member.Members, one => Assert.Equal(MemberState.Up, one.State)));
        }
    }

    [Fact]
    public async Task ThreeCutFromEachOther_AllReachTheJournal_OneGoesOn()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        await TestCluster.CutAsync([members[0]], members[1..]);
        await TestCluster.CutAsync([members[1]], [members[2]]);
        await TestCluster.WaitAsync(() => members.Count(member => member.Ended.IsCompleted) == 2);
        var stays = members.Single(member => !member.Ended.IsCompleted);
        await TestCluster.WaitAsync(() => stays.Members.Length == 1 && cluster.Occupancy.Holder == stays.Address);
    }

    [Fact]
    public async Task TwoOfThreeDie_TheLastGoesOn()
    {
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(3);
        foreach (var member in members[..2])
            TestCluster.Kill(member);
        await TestCluster.WaitAsync(() => members[2].Members.Length == 1);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[2].Address, 0) is not null);
        Assert.False(members[2].Ended.IsCompleted);
    }

    [Fact]
    public async Task WireThatComesAndGoes_EndsNobody()
    {
        await using var cluster = new TestCluster(
            faults: true, more: "akka.cluster.failure-detector.acceptable-heartbeat-pause = 500ms");
        var members = await cluster.ControlPlanesAsync(3);
        var lost = 0;
        // The one that is cut off misses the third, and says so when it is heard again: that is no loss of its own.
        members[1].Changed += member =>
            lost += member.Address == members[0].Address && member.State == MemberState.Unreachable ? 1 : 0;
        for (var time = 0; time < 4; time++)
        {
            await TestCluster.CutAsync([members[0]], members[1..]);
            await TestCluster.WaitAsync(() => State(members[1], members[0]) == MemberState.Unreachable);
            await TestCluster.CutAsync([members[0]], members[1..], cut: false);
            await TestCluster.WaitAsync(() => State(members[1], members[0]) == MemberState.Up);
        }
        Assert.Equal(4, lost);
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
        Assert.Equal(1, cluster.Occupancy.Most);
        Assert.All(members, member => Assert.False(member.Ended.IsCompleted));
    }

    [Fact]
    public async Task SlowLinks_NobodyIsCalledUnreachable()
    {
        const int BytesPerSecond = 8000;
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        foreach (var at in members)
        {
            foreach (var peer in members.Where(peer => peer != at))
                await TestCluster.ThrottleAsync(
                    at, peer, Direction.Receive, new TokenBucket(BytesPerSecond / 4, BytesPerSecond, 0, 0));
        }
        var lost = 0;
        foreach (var member in members)
            member.Changed += one => Interlocked.Add(ref lost, one.State == MemberState.Unreachable ? 1 : 0);
        // What is sent faster than that would pile up for longer than the pause.
        await Task.Delay(TimeSpan.FromSeconds(8));
        Assert.Equal(0, lost);
        Assert.All(members, member => Assert.Equal(3, member.Members.Length));
    }

    private void CheckBothAtOnce(TestCluster cluster, AkkaCluster[] members, long from)
    {
        var ended = cluster.Occupancy.Ended(members[0].Address, from)!.Value;
        var began = members[1..].Min(member => cluster.Occupancy.Began(member.Address, from));
        output.WriteLine($"the oldest's tree ended after {ended:F0} ms, the next began after {began:F0} ms");
        Assert.False(ended - began > BothAtOnceMsMax, $"both ran for {ended - began:F0} ms");
    }

    private static MemberState? State(AkkaCluster of, AkkaCluster member) =>
        of.Members.FirstOrDefault(one => one.Address == member.Address)?.State;

    private static Task CutOneWayAsync(AkkaCluster from, AkkaCluster to) =>
        TestCluster.ThrottleAsync(from, to, Direction.Send, Blackhole.Instance);
}
