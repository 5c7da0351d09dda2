using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary>Draining the node: a cluster of its own, since nothing runs on it afterwards.</summary>
public sealed class DrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [KubectlFact]
    public async Task Drain_EvictsWhatItMay_AndSaysWhatItMayNot()
    {
        var kubectl = fixture.Kubectl;
        var node = (await kubectl.Async("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Trim();
        await kubectl.WithInputAsync(Manifests.Echo("managed", 2), "apply", "-f", "-");
        await kubectl.WithInputAsync(
            Manifests.Sleeper("alone") + "\n  volumes: [{ name: scratch, emptyDir: {} }]", "apply", "-f", "-");
        await kubectl.Async("rollout", "status", "deployment/managed", "--timeout=60s");
        await kubectl.Async("wait", "--for=condition=Ready", "pod/alone", "--timeout=60s");

        var refused = await kubectl.TryAsync(null, "drain", node);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("(use --delete-emptydir-data to override): default/alone", refused.Errors);
        refused = await kubectl.TryAsync(null, "drain", node, "--delete-emptydir-data");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("declare no controller (use --force to override): default/alone", refused.Errors);
        Assert.Contains("Ready,SchedulingDisabled", await kubectl.Async("get", "nodes"));
        Assert.Equal("Running", await kubectl.Async("get", "pod", "alone", "-o", "jsonpath={.status.phase}"));

        var tried = await kubectl.Async(
            "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--dry-run=server");
        Assert.Contains("evicting pod default/alone (server dry run)", tried);
        Assert.Equal("Running", await kubectl.Async("get", "pod", "alone", "-o", "jsonpath={.status.phase}"));

        var drained = await kubectl.Async(
            "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=60s");
        Assert.Contains("pod/alone evicted", drained);
        Assert.Equal(2, drained.Split("pod/managed-").Length - 1);
        Assert.Contains($"node/{node} drained", drained);
        Assert.Equal("", await kubectl.Async("get", "pods", $"--field-selector=spec.nodeName={node}", "-o", "name"));

        // The others wait for a node that takes them.
        await kubectl.Async("uncordon", node);
        await kubectl.Async("rollout", "status", "deployment/managed", "--timeout=60s");
        await kubectl.Async("delete", "deployment", "managed");
    }
}
