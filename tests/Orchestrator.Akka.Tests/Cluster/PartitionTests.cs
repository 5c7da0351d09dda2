using System.Diagnostics;
using Akka.Actor;
using Akka.Remote;
using Akka.TestKit.Xunit2;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>The network between the members is cut by Akka.Remote's throttle adapter: what is sent is lost,
/// connections stay.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class PartitionTests(ITestOutputHelper output)
    : TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    [Fact]
    public async Task OldestIsCutOff_ItEndsItself_TreeMovesToTheMajority_WithAMarginNeverTwiceAtOnce()
    {
        await using var cluster = new TestCluster(faults: true, more: "akka.cluster.down-removal-margin = 3s");
        var members = await cluster.ControlPlanesAsync(3);
        var from = Stopwatch.GetTimestamp();
        await TestCluster.CutAsync([members[0]], members[1..]);
        await TestCluster.WaitAsync(() => cluster.Occupancy.Began(members[1].Address, from) is not null);
        await members[0].Ended.WaitAsync(TestCluster.Patience);
        var ended = cluster.Occupancy.Ended(members[0].Address, from);
        var began = cluster.Occupancy.Began(members[1].Address, from);
        output.WriteLine($"partition 1|2: minority's tree ended after {ended:F0} ms, majority's began after "
            + $"{began:F0} ms; " + AkkaClusterTests.Settings(members[1]));
        Assert.True(ended < began);
        Assert.Equal(1, cluster.Occupancy.Most);
        await TestCluster.WaitAsync(() => members[1].Members.Length == 2);
    }

    [Fact]
    public async Task YoungestIsCutOff_ItEndsItself_TreeStaysWhereItIs()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        await TestCluster.CutAsync([members[2]], members[..2]);
        await members[2].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.WaitAsync(() => members[0].Members.Length == 2);
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
        Assert.Equal(1, cluster.Occupancy.Most);
    }

    [Fact]
    public async Task MajorityDoesNotReachTheJournal_TheOneThatDoesGoesOn()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        foreach (var member in members[..2])
            cluster.WayOf(member).IsCut = true;
        await TestCluster.CutAsync([members[2]], members[..2]);
        await TestCluster.WaitAsync(() => members[2].Members.Length == 1);
        Assert.DoesNotContain(members, member => member.Ended.IsCompleted);
        foreach (var member in members[..2])
            cluster.WayOf(member).IsCut = false;
        await Task.WhenAll(members[..2].Select(member => member.Ended)).WaitAsync(TestCluster.Patience);
        Assert.False(members[2].Ended.IsCompleted);
    }

    [Fact]
    public async Task ShortCut_HealsBeforeAnyoneIsGivenUp_NothingMoves()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        await TestCluster.CutAsync([members[0]], members[1..]);
        await TestCluster.WaitAsync(() => members[1].Members[0].State == MemberState.Unreachable);
        await TestCluster.CutAsync([members[0]], members[1..], cut: false);
        await TestCluster.WaitAsync(
            () => members.All(member => member.Members.All(one => one.State == MemberState.Up)));
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
        Assert.Equal(1, cluster.Occupancy.Most);
    }

    [Fact]
    public async Task GivenUpMember_IsQuarantined_AndTakenInAgainAsANewIncarnation()
    {
        await using var cluster = new TestCluster(faults: true);
        var members = await cluster.ControlPlanesAsync(3);
        var quarantined = CreateTestProbe();
        Relaying.Subscribe<QuarantinedEvent>(members[1], quarantined);
        await TestCluster.CutAsync([members[0]], members[1..]);
        var notice = await quarantined.ExpectMsgAsync<QuarantinedEvent>(TestCluster.Patience);
        Assert.Equal(members[0].Address, notice.Address.ToString());
        await members[0].Ended.WaitAsync(TestCluster.Patience);
        await TestCluster.CutAsync([members[0]], members[1..], cut: false);
        var port = Address.Parse(members[0].Address).Port!.Value;
        var old = members[0].Self.Incarnation;
        var again = await cluster.ControlPlaneAsync(port);
        Assert.Equal(members[0].Address, again.Address);
        Assert.NotEqual(old, again.Self.Incarnation);
        await TestCluster.WaitAsync(() => members[1].Members.Count(one => one.State == MemberState.Up) == 3);
    }

    [Fact]
    public async Task MemberIsTold_ThatAnotherHasQuarantinedIt_AndEnds()
    {
        // No resolver: nobody is given up by what is heard of him, only by this.
        await using var cluster = new TestCluster(more: "akka.cluster.downing-provider-class = \"\"");
        var members = await cluster.ControlPlanesAsync(2);
        var told = CreateTestProbe();
        Relaying.Subscribe<ThisActorSystemQuarantinedEvent>(members[1], told);
        var from = Stopwatch.GetTimestamp();
        ((IRemoteActorRefProvider)((ExtendedActorSystem)members[0].Akka).Provider).Quarantine(
            Address.Parse(members[1].Address), (int)members[1].Self.Incarnation);
        await told.ExpectMsgAsync<ThisActorSystemQuarantinedEvent>(TestCluster.Patience);
        var heard = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        await members[1].Ended.WaitAsync(TestCluster.Patience);
        var ended = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        output.WriteLine($"quarantined: told after {heard:F0} ms, ended after {ended:F0} ms");
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
    }
}
