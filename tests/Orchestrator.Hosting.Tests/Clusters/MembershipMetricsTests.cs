using Orchestrator.ApiServer.Http.Metrics;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class MembershipMetricsTests : IDisposable
{
    private static readonly ClusterMember Plane = new("10.99.0.1:6443", 1, ["control-plane"], MemberState.Up);

    private readonly PrometheusExporter _exporter = new();
    private readonly StubCluster _cluster = new() { Members = [Plane] };

    public void Dispose() => _exporter.Dispose();

    [Fact]
    public void Members_AreTold_ByNodeOrAddress_WithoutTheRolesThatNameNodes()
    {
        _cluster.Show(new ClusterMember(
            "10.99.0.2:1", 2, ["control-plane", "node", "node/w", "node/w-1"], MemberState.Joining));
        _cluster.Leader = Plane;
        using var metrics = new MembershipMetrics(_cluster);

        var page = _exporter.Write();

        Assert.Contains(
            "orchestrator_cluster_member{member=\"10.99.0.1:6443\",address=\"10.99.0.1:6443\","
            + "roles=\"control-plane\",state=\"up\"} 1\n", page);
        Assert.Contains(
            "orchestrator_cluster_member{member=\"w\",address=\"10.99.0.2:1\",roles=\"control-plane,node\","
            + "state=\"joining\"} 1\n", page);
        Assert.Contains(
            "orchestrator_cluster_leader{member=\"10.99.0.1:6443\",address=\"10.99.0.1:6443\"} 1\n", page);
    }

    [Theory]
    [InlineData(MemberState.Joining, "joining")]
    [InlineData(MemberState.Up, "up")]
    [InlineData(MemberState.Leaving, "leaving")]
    [InlineData(MemberState.Unreachable, "unreachable")]
    [InlineData(MemberState.Down, "down")]
    public void State_IsTheOneOfNow(MemberState state, string told)
    {
        using var metrics = new MembershipMetrics(_cluster);
        _cluster.Show(new ClusterMember("10.99.0.3:1", 3, ["node", "node/x"], MemberState.Removed));
        _exporter.Write();

        _cluster.Show(new ClusterMember("10.99.0.3:1", 3, ["node", "node/x"], state));

        var line = Assert.Single(LinesOf("10.99.0.3:1"));
        Assert.EndsWith($"state=\"{told}\"}} 1", line);
        _cluster.Show(new ClusterMember("10.99.0.3:1", 3, ["node", "node/x"], MemberState.Removed));
        Assert.Empty(LinesOf("10.99.0.3:1"));
    }

    [Fact]
    public void LongAddress_IsCut()
    {
        _cluster.Show(new ClusterMember("10.99.0.4" + new string('9', 5000), 4, ["node"], MemberState.Up));
        using var metrics = new MembershipMetrics(_cluster);

        Assert.True(Assert.Single(LinesOf("10.99.0.4")).Length < 700);
    }

    [Fact]
    public void Ended_TellsNothing()
    {
        _cluster.Show(new ClusterMember("10.99.0.5:1", 5, ["node"], MemberState.Up));
        var metrics = new MembershipMetrics(_cluster);
        Assert.Single(LinesOf("10.99.0.5:1"));

        metrics.Dispose();

        Assert.Empty(LinesOf("10.99.0.5:1"));
    }

    /// <summary>Other tests have members of their own meanwhile.</summary>
    private List<string> LinesOf(string address) =>
        [.. _exporter.Write().Split('\n').Where(
            line => line.Contains($"address=\"{address}", StringComparison.Ordinal))];
}
