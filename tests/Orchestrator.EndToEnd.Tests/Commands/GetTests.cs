using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class GetTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task ApiResources_ListEveryKindWithItsShortNames()
    {
        var table = await Kubectl("api-resources");

        foreach (var row in new[]
        {
            "configmaps cm v1 true ConfigMap", "endpoints ep v1 true Endpoints", "events ev v1 true Event",
            "namespaces ns v1 false Namespace", "nodes no v1 false Node", "pods po v1 true Pod", "secrets v1 true Secret",
            "serviceaccounts sa v1 true ServiceAccount", "services svc v1 true Service",
            "deployments deploy apps/v1 true Deployment", "replicasets rs apps/v1 true ReplicaSet",
            "leases coordination.k8s.io/v1 true Lease", "endpointslices discovery.k8s.io/v1 true EndpointSlice",
        })
        {
            Assert.Contains(table.Split('\n'), line => string.Join(' ', Words(line)) == row);
        }
    }

    [KubectlFact]
    public async Task ApiVersions_ListEveryGroup() =>
        Assert.Equal(
            ["apps/v1", "authentication.k8s.io/v1", "authorization.k8s.io/v1", "certificates.k8s.io/v1", "coordination.k8s.io/v1", "discovery.k8s.io/v1", "v1"],
            (await Kubectl("api-versions")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [KubectlFact]
    public async Task EveryOutputFormat_ShowsTheSameObject()
    {
        await Kubectl("create", "configmap", "one", "--from-literal=colour=blue");

        Assert.Equal(["NAME", "DATA", "AGE"], Words((await Kubectl("get", "cm", "one")).Split('\n')[0]));
        Assert.Equal(["one", "1"], Words((await Kubectl("get", "cm", "one", "--no-headers")).Split('\n')[0])[..2]);
        Assert.Contains("colour: blue", await Kubectl("get", "cm", "one", "-o", "yaml"));
        Assert.Contains("\"colour\": \"blue\"", await Kubectl("get", "cm", "one", "-o", "json"));
        Assert.Equal("configmap/one\n", await Kubectl("get", "cm", "one", "-o", "name"));
        Assert.Equal("blue", await Kubectl("get", "cm", "one", "-o", "jsonpath={.data.colour}"));
        Assert.Equal("COLOUR\nblue\n", await Kubectl("get", "cm", "one", "-o", "custom-columns=COLOUR:.data.colour"));
        Assert.Equal("blue", await Kubectl("get", "cm", "one", "-o", "go-template={{.data.colour}}"));
    }

    [KubectlFact]
    public async Task Wide_ShowsWhereAPodRuns()
    {
        await Apply(Manifests.Sleeper("wide"));
        await Kubectl("wait", "--for=condition=Ready", "pod/wide", "--timeout=60s");

        var lines = (await Kubectl("get", "pod", "wide", "-o", "wide")).Split('\n');

        Assert.Equal(
            ["NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE", "NOMINATED", "NODE", "READINESS", "GATES"],
            Words(lines[0]));
        Assert.Equal(["wide", "1/1", "Running", "0"], Words(lines[1])[..4]);
        Assert.StartsWith("127.", Words(lines[1])[5]);
    }

    [KubectlFact]
    public async Task Selectors_ChooseObjects()
    {
        await Kubectl("create", "configmap", "a");
        await Kubectl("create", "configmap", "b");
        await Kubectl("label", "configmap", "a", "tier=front");

        Assert.Equal("configmap/a\n", await Kubectl("get", "cm", "-l", "tier=front", "-o", "name"));
        Assert.DoesNotContain("configmap/a\n", await Kubectl("get", "cm", "-l", "tier notin (front)", "-o", "name"));
        Assert.Equal("configmap/b\n", await Kubectl("get", "cm", "--field-selector", "metadata.name=b", "-o", "name"));
        Assert.Contains($"{Namespace} ", await Kubectl("get", "cm", "-A"));
    }

    [KubectlFact]
    public async Task FieldSelector_OfAnUnknownField_IsRefused()
    {
        var result = await TryKubectl("get", "pods", "--field-selector", "spec.colour=blue");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("field label not supported: spec.colour", result.Errors);
    }

    [KubectlFact]
    public async Task SortBy_OrdersByAnyField()
    {
        foreach (var (name, order) in new[] { ("x", "3"), ("y", "1"), ("z", "2") })
            await Kubectl("create", "configmap", name, $"--from-literal=order={order}");
        await Kubectl("label", "configmap", "x", "y", "z", "sorted=yes");

        Assert.Equal("configmap/y\nconfigmap/z\nconfigmap/x\n",
            await Kubectl("get", "cm", "-l", "sorted=yes", "--sort-by=.data.order", "-o", "name"));
    }

    [KubectlFact]
    public async Task Missing_IsNotFound()
    {
        var result = await TryKubectl("get", "pod", "ghost");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("Error from server (NotFound): pods \"ghost\" not found\n", result.Errors);
    }

    [KubectlFact]
    public async Task Watch_ShowsChangesAsTheyHappen()
    {
        await Kubectl("create", "configmap", "watched");
        var watch = Kubectl("get", "cm", "watched", "-w", "--request-timeout=4s", "-o", "name");
        await Task.Delay(1000);
        await Kubectl("label", "cm", "watched", "seen=yes");

        var seen = await watch;

        Assert.Equal("configmap/watched\nconfigmap/watched\n", seen);
    }

    [KubectlFact]
    public async Task GetAll_ShowsWhatRuns()
    {
        await Apply(Manifests.Echo("every", 1));
        await Apply(Manifests.Service("every", 18081, "every"));
        await Kubectl("rollout", "status", "deployment/every", "--timeout=60s");

        var all = await Kubectl("get", "all", "-o", "name");

        Assert.Contains("pod/every-", all);
        Assert.Contains("service/every", all);
        Assert.Contains("deployment.apps/every", all);
        Assert.Contains("replicaset.apps/every-", all);
    }

    internal static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
