using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary>Commands that touch the node itself: a cluster of their own, since a cordoned node would hold up other tests.</summary>
public sealed class NodeTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [KubectlFact]
    public async Task CordonUncordonAndTaint_DecideWhereNewPodsGo()
    {
        var kubectl = fixture.Kubectl;
        var node = (await kubectl.Async("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Trim();

        Assert.Equal($"node/{node} cordoned\n", await kubectl.Async("cordon", node));
        Assert.Contains("Ready,SchedulingDisabled", await kubectl.Async("get", "nodes"));
        await kubectl.WithInputAsync(Manifests.Sleeper("held"), "apply", "-f", "-");
        await kubectl.Async("wait", "--for=jsonpath={.status.conditions[?(@.type==\"PodScheduled\")].reason}=Unschedulable", "pod/held", "--timeout=30s");
        Assert.Contains("0/1 nodes are available: 1 node(s) were unschedulable.", await kubectl.Async("events", "--for", "pod/held"));

        Assert.Equal($"node/{node} uncordoned\n", await kubectl.Async("uncordon", node));
        await kubectl.Async("wait", "--for=condition=Ready", "pod/held", "--timeout=60s");

        Assert.Equal($"node/{node} tainted\n", await kubectl.Async("taint", "node", node, "dedicated=x:NoSchedule"));
        await kubectl.WithInputAsync(Manifests.Sleeper("tainted"), "apply", "-f", "-");
        await kubectl.Async("wait", "--for=jsonpath={.status.conditions[?(@.type==\"PodScheduled\")].reason}=Unschedulable", "pod/tainted", "--timeout=30s");
        Assert.Contains("1 node(s) had untolerated taint {dedicated: x}", await kubectl.Async("events", "--for", "pod/tainted"));
        Assert.Equal($"node/{node} untainted\n", await kubectl.Async("taint", "node", node, "dedicated-"));
        await kubectl.Async("wait", "--for=condition=Ready", "pod/tainted", "--timeout=60s");
        await kubectl.Async("delete", "pod", "held", "tainted");
    }
}
