using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class ChangeTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task EveryPatchType_IsTaken()
    {
        await Apply(Manifests.Echo("patched", 0));

        await Kubectl("patch", "deployment", "patched", "-p",
            """{"spec":{"template":{"spec":{"containers":[{"name":"echo","image":"strategic"}]}}}}""");
        Assert.Equal("strategic http", await Kubectl("get", "deployment", "patched", "-o",
            "jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].ports[0].name}"));

        await Kubectl("patch", "deployment", "patched", "--type=merge", "-p", """{"metadata":{"labels":{"merged":"yes","app":null}}}""");
        Assert.Equal("""{"merged":"yes"}""", await Kubectl("get", "deployment", "patched", "-o", "jsonpath={.metadata.labels}"));

        await Kubectl("patch", "deployment", "patched", "--type=json", "-p",
            """[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"json"}]""");
        Assert.Equal("json", await Kubectl("get", "deployment", "patched", "-o", "jsonpath={.spec.template.spec.containers[0].image}"));
    }

    [KubectlFact]
    public async Task LabelAndAnnotate_SetAndRemove()
    {
        await Kubectl("create", "configmap", "marked");

        Assert.Equal("configmap/marked labeled\n", await Kubectl("label", "cm", "marked", "a=1"));
        Assert.Equal("configmap/marked annotated\n", await Kubectl("annotate", "cm", "marked", "note=long text"));
        Assert.Contains("already has a value", (await TryKubectl("label", "cm", "marked", "a=2")).Errors);
        Assert.Equal("configmap/marked labeled\n", await Kubectl("label", "cm", "marked", "a=2", "--overwrite"));
        Assert.Equal("configmap/marked unlabeled\n", await Kubectl("label", "cm", "marked", "a-"));
        Assert.Equal("""{"note":"long text"}""", await Kubectl("get", "cm", "marked", "-o", "jsonpath={.metadata.annotations}"));
    }

    [KubectlFact]
    public async Task Edit_SavesWhatTheEditorWrote()
    {
        await Kubectl("create", "configmap", "edited", "--from-literal=colour=blue");
        var start = new ProcessStartInfo(Harness.Kubectl.Installed!, ["--namespace", Namespace, "edit", "configmap", "edited"]);
        start.Environment["KUBECONFIG"] = Fixture.Cluster.Kubeconfig;
        start.Environment["KUBE_EDITOR"] = "sed -i s/blue/green/";

        var result = await Run.AsyncWith(start);

        Assert.Equal("configmap/edited edited\n", result.Output);
        Assert.Equal("green", await Kubectl("get", "cm", "edited", "-o", "jsonpath={.data.colour}"));
    }

    [KubectlFact]
    public async Task Scale_ChangesTheReplicas()
    {
        await Apply(Manifests.Echo("scaled", 0));

        Assert.Equal("deployment.apps/scaled scaled\n", await Kubectl("scale", "deployment", "scaled", "--replicas=2"));
        await Kubectl("rollout", "status", "deployment/scaled", "--timeout=60s");
        Assert.Equal("2", await Kubectl("get", "deployment", "scaled", "-o", "jsonpath={.status.readyReplicas}"));

        await Kubectl("scale", "deployment", "scaled", "--current-replicas=2", "--replicas=0");
        await Kubectl("wait", "--for=delete", "pod", "-l", "app=scaled", "--timeout=60s");
        Assert.Contains("Expected replicas to be 5", (await TryKubectl("scale", "deployment", "scaled", "--current-replicas=5", "--replicas=1")).Errors);
    }

    [KubectlFact]
    public async Task Set_ChangesImageEnvironmentAndResources()
    {
        await Apply(Manifests.Echo("set", 0));

        Assert.Equal("deployment.apps/set image updated\n", await Kubectl("set", "image", "deployment/set", "echo=other:2"));
        Assert.Equal("deployment.apps/set env updated\n", await Kubectl("set", "env", "deployment/set", "MODE=fast"));
        Assert.Equal("deployment.apps/set resource requirements updated\n",
            await Kubectl("set", "resources", "deployment/set", "--requests=cpu=100m", "--limits=memory=64Mi"));

        const string container = ".spec.template.spec.containers[0]";
        Assert.Equal("other:2 100m 64Mi", await Kubectl("get", "deployment", "set", "-o",
            $"jsonpath={{{container}.image}} {{{container}.resources.requests.cpu}} {{{container}.resources.limits.memory}}"));
    }
}
