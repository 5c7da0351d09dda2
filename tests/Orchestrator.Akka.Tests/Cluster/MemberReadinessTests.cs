using System.Diagnostics;
using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Testing;
using Xunit.Abstractions;
using KubeNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Akka.Tests.Cluster;

[Collection(nameof(ClusterCollection))]
public sealed class MemberReadinessTests(ITestOutputHelper output)
{
    [Fact]
    public async Task WorkerDiesWithoutAWord_ItsNodeIsUnknown_OthersStayReady()
    {
        var api = new FakeApi(TimeProvider.System, new SeededEntropy(1));
        Put(api, "worker-1");
        Put(api, "worker-2");
        await using var cluster = new TestCluster();
        var plane = await cluster.ControlPlaneAsync();
        var workers = new[] { await cluster.WorkerAsync("worker-1"), await cluster.WorkerAsync("worker-2") };
        plane.RunSingleton("member-readiness", ClusterRoles.ControlPlane, () => new MemberReadiness(plane, api));
        await TestCluster.WaitAsync(() => plane.Members.Count(one => one.State == MemberState.Up) == 3);
        var from = Stopwatch.GetTimestamp();
        TestCluster.Kill(workers[0]);
        await TestCluster.WaitAsync(() => Ready(api, "worker-1").Status == "Unknown");
        output.WriteLine($"killed: Node Unknown after {Stopwatch.GetElapsedTime(from).TotalMilliseconds:F0} ms; "
            + AkkaClusterTests.Settings(plane));
        Assert.Equal("NodeStatusUnknown", Ready(api, "worker-1").Reason);
        await TestCluster.WaitAsync(() => plane.Members.Length == 2);
        Assert.Equal("True", Ready(api, "worker-2").Status);
    }

    private static void Put(FakeApi api, string name) => api.Put(new KubeNode
    {
        Metadata = new() { Name = name },
        Status = new NodeStatus
        {
            Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
        },
    });

    private static NodeCondition Ready(FakeApi api, string name) =>
        api.Find<KubeNode>("", name)!.Status.Conditions.Single(one => one.Type == "Ready");
}
