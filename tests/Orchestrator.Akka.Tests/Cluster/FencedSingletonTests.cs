using System.Diagnostics;
using Orchestrator.Actors;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Testing;
using Xunit.Abstractions;
using Singleton = Orchestrator.Hosting.Clusters.Singleton;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Singletons that hold a Lease: Akka says where they run, the Lease's token what they may write.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class FencedSingletonTests(ITestOutputHelper output)
{
    /// <summary>So long that whoever waited for a Lease to run out would be noticed.</summary>
    private static readonly LeaderElectionSettings Long = new()
    {
        LeaseDuration = TimeSpan.FromMinutes(10),
        RenewDeadline = TimeSpan.FromMinutes(9),
    };

    private readonly FakeApi _api = new(TimeProvider.System, new SeededEntropy(3));
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IApiClient> _writers = [];
    private volatile string _cut = "";
    private readonly Occupancy _occupancy = new();

    private LeaseSpec? Lease => _api.Find<Lease>("kube-system", "led")?.Spec;

    [Fact]
    public async Task OldestLeaves_LeaseIsGivenUpAndTakenAtOnce()
    {
        await using var cluster = new TestCluster(election: Long);
        var members = await PlacedAsync(cluster, 3);
        Assert.Equal(("member-0", 0), (Lease!.HolderIdentity, Lease.LeaseTransitions));

        var from = Stopwatch.GetTimestamp();
        var left = members[0].LeaveAsync();
        await TestCluster.WaitAsync(() => _occupancy.Began(members[1].Address, from) is not null);
        var ended = _occupancy.Ended(members[0].Address, from);
        var began = _occupancy.Began(members[1].Address, from);
        output.WriteLine(
            $"orderly leave: old tree ended after {ended:F0} ms (200 its own), new one began after {began:F0} ms");
        Assert.True(ended < began);
        Assert.Equal(1, _occupancy.Most);
        Assert.Equal(("member-1", 1), (Lease!.HolderIdentity, Lease.LeaseTransitions));
        Assert.InRange(began!.Value, 0, 4000);
        await left.WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public async Task HolderDiesWithoutAWord_ItsLeaseIsTakenThoughItHasMinutesLeft_AndItsTokenIsRefused()
    {
        await using var cluster = new TestCluster(election: Long);
        var members = await PlacedAsync(cluster, 3);
        await WriteAsync("member-0", "before");

        // What dies says nothing to the API either, though it is in this process.
        _cut = "member-0";
        var from = Stopwatch.GetTimestamp();
        TestCluster.Kill(members[0]);
        await TestCluster.WaitAsync(() => _occupancy.Began(members[1].Address, from) is not null);
        output.WriteLine($"killed: next tree began after {_occupancy.Began(members[1].Address, from):F0} ms, "
            + $"{Lease!.LeaseDurationSeconds} s before the Lease ran out; {AkkaClusterTests.Settings(members[1])}");
        Assert.Equal(("member-1", 1), (Lease!.HolderIdentity, Lease.LeaseTransitions));
        _cut = "";
        var refusal = await Assert.ThrowsAsync<StatusException>(() => WriteAsync("member-0", "late"));
        Assert.True(refusal.IsLeadershipEnded);
        Assert.Null(_api.Find<ConfigMap>("default", "late"));
        await WriteAsync("member-1", "after");
    }

    [Fact]
    public async Task TwoBelieveToBePlaced_TheLaterHasIt_TheOtherEndsItsTreeAndWaits()
    {
        await using var cluster = new TestCluster(election: Long);
        var first = await PlacedAsync(cluster, 1);
        var from = Stopwatch.GetTimestamp();
        // Another cluster of one over the same API: the oldest of its own.
        await using var other = new TestCluster(election: Long, name: "rival");
        var rival = await StandAsync(other, "rival");
        await TestCluster.WaitAsync(() => _occupancy.Began(rival.Address, from) is not null);
        await TestCluster.WaitAsync(() => _occupancy.Ended(first[0].Address, from) is not null);

        Assert.Equal(("rival-0", 1), (Lease!.HolderIdentity, Lease.LeaseTransitions));
        var refusal = await Assert.ThrowsAsync<StatusException>(() => WriteAsync("member-0", "late"));
        Assert.True(refusal.IsLeadershipEnded);
        // Two attempts of the one that lost it.
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.Equal(("rival-0", 1), (Lease!.HolderIdentity, Lease.LeaseTransitions));
        Assert.Equal(rival.Address, _occupancy.Holder);
    }

    [Fact]
    public async Task WithoutTheRole_IsRefused()
    {
        await using var cluster = new TestCluster(election: Long);
        await cluster.ControlPlaneAsync();
        var worker = await cluster.WorkerAsync("worker-1");

        Assert.Throws<ArgumentException>(() => Run(worker, "worker"));
    }

    private async Task<AkkaCluster[]> PlacedAsync(TestCluster cluster, int count)
    {
        var members = new AkkaCluster[count];
        for (var i = 0; i < count; i++)
            members[i] = await StandAsync(cluster, $"member-{i}");
        await TestCluster.WaitAsync(
            () => members.All(member => member.Members.Count(one => one.State == MemberState.Up) == count));
        await TestCluster.WaitAsync(() => _occupancy.Holder == members[0].Address);
        return members;
    }

    private async Task<AkkaCluster> StandAsync(TestCluster cluster, string name)
    {
        var member = await cluster.ControlPlaneAsync();
        Run(member, name);
        return member;
    }

    private void Run(AkkaCluster member, string name)
    {
        var reached = new CutClient(_api, () => _cut == name);
        var singleton = new Singleton("led-tree", ClusterRoles.ControlPlane, reached) { Lease = "led", Reporter = "test" };
        member.RunSingleton(singleton, api =>
        {
            lock (_lock)
                _writers[name] = api;
            return new SingletonProbe(_occupancy, member.Address);
        });
    }

    private async Task WriteAsync(string member, string name)
    {
        IApiClient writer;
        lock (_lock)
            writer = _writers[member];
        await writer.CreateAsync(new ConfigMap { Metadata = new() { Namespace = "default", Name = name } });
    }
}
