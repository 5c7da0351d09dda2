using System.Net;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class ClusterOptionsTests
{
    private static readonly IPEndPoint Listen = new(IPAddress.Loopback, 0);

    [Fact]
    public void ProcessNodes_OneProcessEach_TheDatabaseFirst()
    {
        var options = new ClusterOptions(3, 2, Journal: null, Listen, "process");

        Assert.Equal(["postgres", "cp-1", "cp-2", "cp-3", "node-1", "node-2"], options.Plan().Select(m => m.Name));
    }

    [Fact]
    public void JournalNamed_NoDatabaseOfOurOwn()
    {
        var options = new ClusterOptions(1, 0, "postgres://db/orchestrator", Listen, "process");

        Assert.Equal(["cp-1"], options.Plan().Select(m => m.Name));
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(250, new[] { 250 })]
    [InlineData(1000, new[] { 250, 250, 250, 250 })]
    [InlineData(260, new[] { 250, 10 })]
    public void HollowNodes_ShareProcesses(int nodes, int[] perProcess)
    {
        var options = new ClusterOptions(1, nodes, "postgres://db/orchestrator", Listen, "hollow");

        Assert.Equal(perProcess, options.Plan().Where(m => m.Kind == MemberKind.Node).Select(m => m.Nodes));
    }
}
