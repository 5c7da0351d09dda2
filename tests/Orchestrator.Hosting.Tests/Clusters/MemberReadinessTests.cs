using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Testing;
using KubeNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class MemberReadinessTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    private readonly SimulatedActorSystem _system = new(7);
    private readonly FakeApi _api;
    private readonly StubCluster _cluster = new();

    public MemberReadinessTests()
    {
        _api = new FakeApi(_system.Time, _system.Fork("api"));
        Put("a");
        Put("b");
    }

    [Theory]
    [InlineData(MemberState.Unreachable)]
    [InlineData(MemberState.Down)]
    [InlineData(MemberState.Removed)]
    public void MemberIsLost_ItsNodesAreUnknown_OthersStayReady(MemberState how)
    {
        Put("c");
        Start(Member(1, MemberState.Up, "a", "c"), Member(2, MemberState.Up, "b"));
        Lose(Member(1, how, "a", "c"));
        Assert.Equal(("Unknown", "NodeStatusUnknown"), Ready("a"));
        Assert.Equal(("Unknown", "NodeStatusUnknown"), Ready("c"));
        Assert.Equal(("True", "KubeletReady"), Ready("b"));
    }

    [Theory]
    [InlineData(MemberState.Joining)]
    [InlineData(MemberState.Up)]
    [InlineData(MemberState.Leaving)]
    public void MemberIsThere_NothingIsWritten(MemberState state)
    {
        Start(Member(1, state, "a"));
        Lose(Member(1, state, "a"));
        Assert.DoesNotContain(_api.Calls, call => call.IsWrite);
    }

    [Fact]
    public void MemberWasLostBefore_IsSeenAtTheStart()
    {
        Start(Member(1, MemberState.Unreachable, "a"));
        Assert.Equal("Unknown", Ready("a").Status);
    }

    [Fact]
    public void MemberRestarted_RemovalOfTheOldOneComesLate_NodeStaysReady()
    {
        Start(Member(2, MemberState.Up, "a"));
        Lose(Member(1, MemberState.Removed, "a"));
        Assert.Equal("True", Ready("a").Status);
    }

    [Fact]
    public void UnreachableThenDownThenRemoved_IsWrittenOnce()
    {
        Start(Member(1, MemberState.Up, "a"));
        Lose(Member(1, MemberState.Unreachable, "a"));
        Lose(Member(1, MemberState.Down, "a"));
        Lose(Member(1, MemberState.Removed, "a"));
        Assert.Single(_api.Calls, call => call.IsWrite);
    }

    [Fact]
    public void KubeletWritesBetweenReadAndWrite_IsOverruledAllTheSame()
    {
        Start(Member(1, MemberState.Up, "a"));
        var raced = false;
        _api.Fault = call =>
        {
            if (call.Verb == "update" && !raced)
            {
                raced = true;
                Put("a");
            }
            return null;
        };
        Lose(Member(1, MemberState.Unreachable, "a"));
        Assert.True(raced);
        Assert.Equal("Unknown", Ready("a").Status);
    }

    [Fact]
    public void ServerDoesNotAnswer_IsMarkedOnceItDoes()
    {
        Start(Member(1, MemberState.Up, "a"));
        _api.Fault = _ => new ApiUnreachableException("cut");
        Lose(Member(1, MemberState.Unreachable, "a"));
        _system.RunFor(Outage);
        Assert.Equal("True", Ready("a").Status);
        _api.Fault = null;
        _system.RunFor(Outage);
        Assert.Equal("Unknown", Ready("a").Status);
    }

    [Fact]
    public void ServerDoesNotAnswer_MemberIsBackBefore_NodeStaysReady()
    {
        Start(Member(1, MemberState.Up, "a"));
        _api.Fault = _ => new ApiUnreachableException("cut");
        Lose(Member(1, MemberState.Unreachable, "a"));
        _api.Fault = null;
        _cluster.Show(Member(1, MemberState.Up, "a"));
        _system.RunFor(Outage);
        Assert.Equal("True", Ready("a").Status);
    }

    [Fact]
    public void NoSuchNode_OthersOfTheMemberAreMarked()
    {
        Start(Member(1, MemberState.Up, "gone", "a"));
        Lose(Member(1, MemberState.Unreachable, "gone", "a"));
        Assert.Equal("Unknown", Ready("a").Status);
        Assert.Empty(_system.Failures);
    }

    [Fact]
    public void Stopped_HearsNoMore()
    {
        Start(Member(1, MemberState.Up, "a"));
        _system.Run(() => _system.StopAsync());
        Assert.False(_cluster.IsHeard);
    }

    private static ClusterMember Member(long incarnation, MemberState state, params string[] nodes) => new(
        "member:1", incarnation, [ClusterRoles.Node, .. nodes.Select(node => ClusterRoles.NodePrefix + node)], state);

    private void Start(params ClusterMember[] members)
    {
        _cluster.Members = [.. members];
        _system.Spawn("member-readiness", () => new MemberReadiness(_cluster, _api));
        _system.RunFor(Soon);
    }

    private void Lose(ClusterMember member)
    {
        _cluster.Show(member);
        _system.RunFor(Soon);
    }

    private void Put(string name) => _api.Put(new KubeNode
    {
        Metadata = new() { Name = name },
        Status = new NodeStatus
        {
            Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
        },
    });

    private (string? Status, string? Reason) Ready(string name)
    {
        var ready = _api.Find<KubeNode>("", name)!.Status.Conditions.Single(one => one.Type == "Ready");
        return (ready.Status, ready.Reason);
    }
}
