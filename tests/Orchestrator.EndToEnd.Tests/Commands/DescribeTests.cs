using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class DescribeTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task EveryKind_CanBeDescribed()
    {
        await Apply(Manifests.Echo("described", 1));
        await Apply(Manifests.Service("described", 18084, "described"));
        await Kubectl("rollout", "status", "deployment/described", "--timeout=60s");
        await Kubectl("create", "secret", "generic", "s", "--from-literal=a=b");

        var deployment = await Kubectl("describe", "deployment", "described");
        Assert.Contains("Replicas:               1 desired | 1 updated | 1 total | 1 available | 0 unavailable", deployment);
        Assert.Contains("ScalingReplicaSet", deployment);
        Assert.Contains("Scaled up replica set described-", deployment);

        var pod = await Kubectl("describe", "pod", "-l", "app=described");
        foreach (var said in new[] { "Successfully assigned", "Started container echo", "State:          Running", "Ready             True" })
            Assert.Contains(said, pod);

        Assert.Contains("Endpoints:                127.", await Kubectl("describe", "service", "described"));
        Assert.Contains("Controlled By:  Deployment/described", await Kubectl("describe", "rs", "-l", "app=described"));
        Assert.Contains("KubeletReady", await Kubectl("describe", "node"));
        foreach (var kind in new[] { "namespace", "configmap", "secret", "serviceaccount", "endpoints", "endpointslice", "events" })
            Assert.NotEqual("", await Kubectl("describe", kind));
        Assert.Contains("HolderIdentity", (await Fixture.Kubectl.Async("describe", "lease", "-n", "kube-node-lease")).Replace(" ", ""));
    }

    [KubectlFact]
    public async Task Events_AreListedForAnObject()
    {
        await Apply(Manifests.Sleeper("eventful"));
        await Kubectl("wait", "--for=condition=Ready", "pod/eventful", "--timeout=60s");

        var events = await Kubectl("events", "--for", "pod/eventful");

        foreach (var reason in new[] { "Scheduled", "Created", "Started" })
            Assert.Contains(reason, events);
        Assert.Contains("Pod/eventful", await Kubectl("get", "events"), StringComparison.OrdinalIgnoreCase);
    }
}
