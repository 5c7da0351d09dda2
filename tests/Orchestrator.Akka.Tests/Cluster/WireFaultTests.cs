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

    /// <remarks>The others still hear whom the oldest cannot, and may count these with it: one of them, or all, may
    /// have to be started again. What must not be is two at it, or one that stays and is at nothing.</remarks>
    [Fact]
    public async Task WhatIsSentToTheOldestIsLost_ItEndsItself_WhoeverStaysGoesOn()
    {
        for (var round = 0; round < Rounds.Count; round++)
        {
            await using var cluster = new TestCluster(faults: true);
            var members = await cluster.ControlPlanesAsync(3);
            var from = Stopwatch.GetTimestamp();
            foreach (var other in members[1..])
                await CutOneWayAsync(other, members[0]);
            await members[0].Ended.WaitAsync(TestCluster.Patience);
            await TestCluster.WaitAsync(() => members[1..].All(member =>
                member.Ended.IsCompleted || !member.Members.Any(one => one.Address == members[0].Address)));
            await TestCluster.WaitAsync(() => members[1..].All(member => member.Ended.IsCompleted)
                || members[1..].Any(member => !member.Ended.IsCompleted && cluster.Occupancy.Holder == member.Address));
            CheckBothAtOnce(cluster, members, from);
            output.WriteLine($"{members.Count(member => !member.Ended.IsCompleted)} of 3 stayed");
        }
    }

    /// <remarks>The resolver ends both who cannot hear each other: it does not know which of them is to
    /// blame.</remarks>
    [Fact]
    public async Task LinkBetweenTwoOfThreeIsCut_BothOfThemEnd_TheThirdGoesOn()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        var from = Stopwatch.GetTimestamp();
        await TestCluster.CutAsync([members[0]], [members[1]]);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[2].Address, from) is not null);
        await members[0].Ended.WaitAsync(TestCluster.Patience);
        await members[1].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => members[2].Members.Length == 1);
        Assert.False(members[2].Ended.IsCompleted);
        Assert.Equal(members[2].Address, cluster.Occupancy.Holder);
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
