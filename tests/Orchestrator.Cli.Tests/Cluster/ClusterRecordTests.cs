using Orchestrator.Cli.Cluster;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Tests.Cluster;

/// <summary>Who founds an Akka cluster.</summary>
public sealed class ClusterRecordTests
{
    private static readonly MemberRecord First = new("cp-1", MemberKind.ControlPlane);
    private static readonly MemberRecord Second = new("cp-2", MemberKind.ControlPlane);
    private static readonly MemberRecord Node = new("node-1", MemberKind.Node);
    private static readonly ProcessIdentity Running = ProcessIdentity.Of(Environment.ProcessId)!;
    private static readonly ProcessIdentity Gone = Running with { StartTicks = Running.StartTicks - 1 };

    [Fact]
    public void NoControlPlaneRuns_TheOneThatIsStartedFounds()
    {
        var record = Cluster(First, Second with { Process = Gone }, Node with { Process = Running });
        Assert.True(record.IsFoundedBy(First));
        Assert.True(record.IsFoundedBy(Second));
    }

    [Fact]
    public void AnotherControlPlaneRuns_TheOneThatIsStartedJoins() =>
        Assert.False(Cluster(First, Second with { Process = Running }).IsFoundedBy(First));

    [Fact]
    public void Itself_IsNoOther() => Assert.True(Cluster(First with { Process = Running }, Second).IsFoundedBy(First));

    [Fact]
    public void Node_NeverFounds() => Assert.False(Cluster(First, Node).IsFoundedBy(Node));

    private static ClusterRecord Cluster(params MemberRecord[] members) => new("hollow", "journal", members);
}
