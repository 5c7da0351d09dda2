using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class MembershipViewTests
{
    [Fact]
    public void Page_TellsMembers_AndWhoLeads()
    {
        var view = MembershipView.Read("cp-1", new MetricsText(
            """
            orchestrator_cluster_leader{member="x",address="akka.tcp://orchestrator@127.0.0.1:7001"} 1
            orchestrator_cluster_member{member="node-1",address="akka.tcp://orchestrator@127.0.0.1:7003",roles="control-plane,node",state="joining"} 1
            """))!;

        Assert.Equal(("cp-1", "127.0.0.1:7001"), (view.Viewer, view.Leader));
        var member = Assert.Single(view.Members);
        Assert.Equal(("node-1", "127.0.0.1:7003", "joining"), (member.Name, member.HostPort, member.State));
        Assert.True(member.IsControlPlane);
    }

    [Fact]
    public void PageWithoutMembers_IsNoView() =>
        Assert.Null(MembershipView.Read("cp-1", new MetricsText("orchestrator_store_leader 1\n")));
}
