using Akka.Actor;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class ClusterAdmissionTests
{
    private static readonly Address Plane = Address.Parse("akka.tcp://orchestrator@10.0.0.1:4053");
    private static readonly Address Worker = Address.Parse("akka.tcp://orchestrator@10.0.0.2:4053");
    private static readonly Address Stranger = Address.Parse("akka.tcp://orchestrator@10.0.0.3:4053");

    private readonly Members _members = new();
    private readonly ClusterAdmission _admission;

    public ClusterAdmissionTests()
    {
        _admission = new ClusterAdmission(_members.Read);
        _members.Set(Members.Plane(Plane.ToString()), Members.Worker(Worker.ToString(), "w1"));
    }

    public static TheoryData<string, UserIdentity, string?> WorkersCalls => new()
    {
        { "its Node", UserIdentity.Node("w1"), null },
        { "another Node", UserIdentity.Node("w2"), "node/w2" },
        { "a Node whose name begins alike", UserIdentity.Node("w"), "node/w" },
        { "the proxy", UserIdentity.KubeProxy, null },
        { "its Node as a master", UserIdentity.Of("system:node:w1", UserIdentity.NodesGroup, UserIdentity.MastersGroup), "control-plane" },
        { "its Node in no group", UserIdentity.Of("system:node:w1"), "control-plane" },
        { "its Node with more to say", UserIdentity.Node("w1") with { Uid = "7" }, "control-plane" },
        { "the proxy as a master", UserIdentity.Of("system:kube-proxy", UserIdentity.MastersGroup), "control-plane" },
        { "the scheduler", UserIdentity.Scheduler, "control-plane" },
        { "the controllers", UserIdentity.ControllerManager, "control-plane" },
        { "the server itself", UserIdentity.ApiServer, "control-plane" },
    };

    [Theory]
    [MemberData(nameof(WorkersCalls))]
    public void Worker_ActsForItsNodesAndTheProxyOnly(string name, UserIdentity user, string? missing)
    {
        Assert.NotEmpty(name);
        var refusal = _admission.Admit(Worker, user);
        Assert.Equal(missing is null, refusal is null);
        if (missing is null)
            return;
        Assert.Equal(403, refusal!.Code);
        Assert.Equal("Forbidden", refusal.Reason);
        Assert.Equal(
            $"forbidden: {Worker} may not act as \"{user.Name}\": it does not have the role {missing}",
            refusal.Message);
    }

    [Fact]
    public void ControlPlane_ActsForAnyone_StrangersForNobody()
    {
        foreach (var user in new[] { UserIdentity.ApiServer, UserIdentity.Node("w1"), UserIdentity.KubeProxy, UserIdentity.Scheduler })
        {
            Assert.Null(_admission.Admit(Plane, user));
            Assert.Contains("no member", _admission.Admit(Stranger, user)!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NodesServe_ControlPlanesOnly()
    {
        Assert.Null(_admission.AdmitControlPlane(Plane));
        Assert.Contains(
            "the role control-plane", _admission.AdmitControlPlane(Worker)!.Message, StringComparison.Ordinal);
        Assert.Contains("no member", _admission.AdmitControlPlane(Stranger)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MemberState.Joining, true)]
    [InlineData(MemberState.Leaving, true)]
    [InlineData(MemberState.Unreachable, true)]
    [InlineData(MemberState.Down, false)]
    [InlineData(MemberState.Removed, false)]
    public void Member_IsServedUntilItIsGivenUp(MemberState state, bool served)
    {
        _members.Set(Members.Plane(Plane.ToString(), state));
        Assert.Equal(served, _admission.Admit(Plane, UserIdentity.ApiServer) is null);
    }

    [Fact]
    public async Task Gate_ServesAMemberWhatItsRolesAllow_AndTellsWhatIsMissing()
    {
        await using var api = await RemoteApi.StartAsync();
        var gate = api.ServerSystem.ActorOf(
            ApiServerGate.Props(api.ClientFor, _admission.Admit, RemoteApi.Quick), "closed");
        var way = api.ClientSystem.ActorSelection($"{api.ServerAddress}/user/closed");
        var nodes = ApiKinds.Of<Orchestrator.Api.Core.V1.Node>();
        var kubelet = new RemoteApiClient(api.ClientSystem, way, UserIdentity.Node("w1"), RemoteApi.Quick);
        var node = new Orchestrator.Api.Core.V1.Node { Metadata = new() { Name = "w1" } };
        var stranger = await Assert.ThrowsAsync<StatusException>(async () => await kubelet.CreateAsync(nodes, node));
        Assert.Equal(403, stranger.Code);
        Assert.Contains(RemoteApi.AddressOf(api.ClientSystem).ToString(), stranger.Message, StringComparison.Ordinal);

        _members.Set(Members.Worker(RemoteApi.AddressOf(api.ClientSystem).ToString(), "w1"));
        await kubelet.CreateAsync(nodes, node);
        var master = new RemoteApiClient(api.ClientSystem, way, RemoteApi.AdminUser, RemoteApi.Quick);
        var refused = await Assert.ThrowsAsync<StatusException>(
            async () => await master.DeleteAsync(nodes, new ObjectKey("", "w1")));
        Assert.Contains("the role control-plane", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await api.Direct.GetAsync(nodes, new ObjectKey("", "w1")));

        // Within the server's own process there is no wire, and the own address counts.
        var own = new RemoteApiClient(api.ServerSystem, gate, RemoteApi.AdminUser, RemoteApi.Quick);
        await Assert.ThrowsAsync<StatusException>(async () => await own.GetAsync(nodes, new ObjectKey("", "w1")));
        _members.Set(Members.Plane(api.ServerAddress.ToString()));
        await own.GetAsync(nodes, new ObjectKey("", "w1"));
    }
}
