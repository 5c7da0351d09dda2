using System.Net;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;

namespace Orchestrator.Akka.Tests.Hosting;

[Collection(nameof(ClusterCollection))]
public sealed class MemberPlanTests : IAsyncLifetime
{
    private readonly TestMembers _members = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    [Fact]
    public void BothRoles_AreAControlPlaneWithNodes()
    {
        var plan = MemberPlan.Of(_members.Options("control-plane, node", "a, b"));

        Assert.True(plan.IsControlPlane);
        Assert.Equal(["a", "b"], plan.NodeNames);
    }

    [Theory]
    [InlineData("no role", "", "", "neither control-plane nor node")]
    [InlineData("a role unknown", "worker", "", "neither control-plane nor node")]
    [InlineData("a node without a name", "control-plane, node", "", "needs the names of its Nodes")]
    [InlineData("a name without a node", "control-plane", "a", "has no role node")]
    [InlineData("a name twice", "control-plane, node", "a b a", "names a Node twice")]
    [InlineData("a name no Node can have", "control-plane, node", "a My_Node", "no node can be called 'My_Node'")]
    [InlineData("a node that knows nobody", "node", "a", "orchestrator.akka.seeds")]
    public void RolesThatCannotWork_AreRefused_WithTheFile(string name, string roles, string nodes, string why)
    {
        _ = name;
        var options = _members.Options(roles, nodes);

        var refused = Assert.Throws<AkkaConfigurationException>(() => MemberPlan.Of(options));

        Assert.Contains(why, refused.Message);
        Assert.StartsWith(options.Configuration.Source, refused.Message);
    }

    [Fact]
    public void JournalForANode_IsRefused()
    {
        var options = _members.Options("node", "a", "postgres://user@127.0.0.1:5432/db");
        options = options with
        {
            Configuration = options.Configuration.With("orchestrator.akka.seeds = \"127.0.0.1:1\""),
        };

        var refused = Assert.Throws<ArgumentException>(() => MemberPlan.Of(options));

        Assert.Contains("keeps no journal", refused.Message);
    }
}
