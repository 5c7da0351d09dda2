using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class DeleteTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task ByFileAndByLabel_Deletes()
    {
        var yaml = Manifests.Sleeper("filed");
        await Apply(yaml);
        Assert.Equal($"pod \"filed\" deleted\n",
            await Fixture.Kubectl.WithInputAsync(yaml, "--namespace", Namespace, "delete", "-f", "-"));

        await Kubectl("create", "configmap", "x");
        await Kubectl("create", "configmap", "y");
        await Kubectl("label", "cm", "x", "y", "gone=soon");
        await Kubectl("delete", "cm", "-l", "gone=soon");
        Assert.Equal("", await Kubectl("get", "cm", "-l", "gone=soon", "-o", "name"));
    }

    [KubectlFact]
    public async Task Orphan_LeavesTheDependents()
    {
        await Apply(Manifests.Echo("orphaned", 1));
        await Kubectl("rollout", "status", "deployment/orphaned", "--timeout=60s");

        await Kubectl("delete", "deployment", "orphaned", "--cascade=orphan");

        var set = (await Kubectl("get", "rs", "-l", "app=orphaned", "-o", "name")).Trim();
        Assert.StartsWith("replicaset.apps/orphaned-", set);
        Assert.Equal("", await Kubectl("get", set, "-o", "jsonpath={.metadata.ownerReferences}"));
    }

    [KubectlFact]
    public async Task Foreground_WaitsForTheDependents()
    {
        await Apply(Manifests.Echo("fore", 1));
        await Kubectl("rollout", "status", "deployment/fore", "--timeout=60s");

        await Kubectl("delete", "deployment", "fore", "--cascade=foreground");

        Assert.Equal("", await Kubectl("get", "rs,pods", "-l", "app=fore", "-o", "name"));
    }

    [KubectlFact]
    public async Task Background_TakesTheDependentsAfterwards()
    {
        await Apply(Manifests.Echo("back", 1));
        await Kubectl("rollout", "status", "deployment/back", "--timeout=60s");

        await Kubectl("delete", "deployment", "back", "--cascade=background");

        await Kubectl("wait", "--for=delete", "rs", "-l", "app=back", "--timeout=60s");
        await Kubectl("wait", "--for=delete", "pods", "-l", "app=back", "--timeout=60s");
    }

    [KubectlFact]
    public async Task GracePeriodAndForce_Shorten()
    {
        await Apply(Manifests.Sleeper("stubborn")
            .Replace("terminationGracePeriodSeconds: 1", "terminationGracePeriodSeconds: 600")
            .Replace("[\"sleep\", \"100000\"]", "[\"sh\", \"-c\", \"trap '' TERM; while true; do sleep 1; done\"]"));
        await Kubectl("wait", "--for=condition=Ready", "pod/stubborn", "--timeout=60s");

        await Kubectl("delete", "pod", "stubborn", "--grace-period=600", "--wait=false");
        Assert.NotEqual("", await Kubectl("get", "pod", "stubborn", "-o", "jsonpath={.metadata.deletionTimestamp}"));
        await Kubectl("delete", "pod", "stubborn", "--grace-period=1");

        await Apply(Manifests.Sleeper("forced"));
        Assert.Contains("force deleted", await Kubectl("delete", "pod", "forced", "--grace-period=0", "--force"));
    }

    [KubectlFact]
    public async Task Namespace_TakesEverythingInItAlong()
    {
        var name = $"{Namespace}-doomed";
        await Fixture.Kubectl.Async("create", "namespace", name);
        await Fixture.Kubectl.WithInputAsync(Manifests.Echo("inside", 1), "--namespace", name, "apply", "-f", "-");

        await Fixture.Kubectl.Async("delete", "namespace", name, "--timeout=60s");

        Assert.Contains("NotFound", (await Fixture.Kubectl.TryAsync(null, "get", "namespace", name)).Errors);
        Assert.DoesNotContain($"{name} ", await Fixture.Kubectl.Async("get", "pods", "-A"));
    }
}
