using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class RolloutTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task StatusHistoryAndUndo_FollowTheRevisions()
    {
        await Apply(Manifests.Echo("rolled", 2));
        Assert.EndsWith("deployment \"rolled\" successfully rolled out\n",
            await Kubectl("rollout", "status", "deployment/rolled", "--timeout=60s"));
        await Kubectl("set", "env", "deployment/rolled", "VERSION=2");
        await Kubectl("rollout", "status", "deployment/rolled", "--timeout=60s");

        var history = await Kubectl("rollout", "history", "deployment/rolled");
        Assert.Contains("1         <none>", history);
        Assert.Contains("2         <none>", history);

        Assert.Equal("deployment.apps/rolled rolled back\n", await Kubectl("rollout", "undo", "deployment/rolled"));
        await Kubectl("rollout", "status", "deployment/rolled", "--timeout=60s");
        Assert.DoesNotContain("VERSION", await Kubectl("get", "deployment", "rolled", "-o", "jsonpath={.spec.template.spec.containers[0].env}"));
        Assert.Contains("3         <none>", await Kubectl("rollout", "history", "deployment/rolled"));
    }

    [KubectlFact]
    public async Task Paused_RollsNothingUntilResumed()
    {
        await Apply(Manifests.Echo("paused", 1));
        await Kubectl("rollout", "status", "deployment/paused", "--timeout=60s");
        Assert.Equal("deployment.apps/paused paused\n", await Kubectl("rollout", "pause", "deployment/paused"));
        await Kubectl("set", "env", "deployment/paused", "VERSION=2");
        await Kubectl("wait", "--for=jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}=DeploymentPaused",
            "deployment/paused", "--timeout=30s");
        Assert.Single((await Kubectl("get", "rs", "-l", "app=paused", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal("deployment.apps/paused resumed\n", await Kubectl("rollout", "resume", "deployment/paused"));
        await Kubectl("rollout", "status", "deployment/paused", "--timeout=60s");

        Assert.Equal(2, (await Kubectl("get", "rs", "-l", "app=paused", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [KubectlFact]
    public async Task Restart_ReplacesEveryPod()
    {
        await Apply(Manifests.Echo("restarted", 2));
        await Kubectl("rollout", "status", "deployment/restarted", "--timeout=60s");
        var before = await Kubectl("get", "pods", "-l", "app=restarted", "-o", "jsonpath={.items[*].metadata.uid}");

        Assert.Equal("deployment.apps/restarted restarted\n", await Kubectl("rollout", "restart", "deployment/restarted"));
        await Kubectl("rollout", "status", "deployment/restarted", "--timeout=60s");

        await Eventually.Async(async () =>
        {
            var after = await Kubectl("get", "pods", "-l", "app=restarted", "-o", "jsonpath={.items[*].metadata.uid}");
            Assert.Equal(2, after.Split(' ').Length);
            Assert.Empty(before.Split(' ').Intersect(after.Split(' ')));
        });
    }

    [KubectlFact]
    public async Task Recreate_NeverRunsTwoVersions()
    {
        await Apply(Manifests.Echo("recreated", 2).Replace("  replicas: 2", "  strategy: { type: Recreate }\n  replicas: 2"));
        await Kubectl("rollout", "status", "deployment/recreated", "--timeout=60s");

        await Kubectl("set", "env", "deployment/recreated", "VERSION=2");

        await Kubectl("rollout", "status", "deployment/recreated", "--timeout=60s");
        var hashes = (await Kubectl("get", "pods", "-l", "app=recreated", "-o", "jsonpath={.items[*].metadata.labels.pod-template-hash}")).Split(' ');
        Assert.Single(hashes.Distinct());
    }

    [KubectlFact]
    public async Task ProgressDeadline_IsReported()
    {
        await Apply(Manifests.Echo("stuck", 1, extra: "").Replace("  replicas: 1", "  progressDeadlineSeconds: 2\n  replicas: 1")
            .Replace("command: [\"orchestrator\"", "command: [\"/no/such/program\""));

        var result = await TryKubectl("rollout", "status", "deployment/stuck", "--timeout=60s");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("deployment \"stuck\" exceeded its progress deadline", result.Errors);
    }
}
