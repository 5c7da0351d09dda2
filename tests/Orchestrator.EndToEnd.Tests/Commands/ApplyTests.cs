using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class ApplyTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    private const string Config = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          labels: { tier: front }
        data:
          colour: blue
          size: large
        """;

    [KubectlFact]
    public async Task Apply_CreatesThenLeavesThenChanges()
    {
        Assert.Equal("configmap/settings created\n", await Apply(Config));
        Assert.Equal("configmap/settings unchanged\n", await Apply(Config));
        Assert.Equal("configmap/settings configured\n", await Apply(Config.Replace("blue", "red")));
        Assert.Equal("red", await Kubectl("get", "cm", "settings", "-o", "jsonpath={.data.colour}"));
    }

    [KubectlFact]
    public async Task FieldLeftOut_IsPruned_AndOthersFieldsStay()
    {
        await Apply(Config);
        await Kubectl("patch", "cm", "settings", "--type=merge", "-p", """{"data":{"added":"elsewhere"}}""");

        await Apply(Config.Replace("  size: large\n", "").Replace("  size: large", ""));

        Assert.Equal("""{"added":"elsewhere","colour":"blue"}""", await Kubectl("get", "cm", "settings", "-o", "jsonpath={.data}"));
    }

    [KubectlFact]
    public async Task Deployment_ListsMergeByKey()
    {
        await Apply(Manifests.Echo("merged", 0));
        await Kubectl("set", "env", "deployment/merged", "EXTRA=1");

        await Apply(Manifests.Echo("merged", 0, 8081));

        var env = await Kubectl("get", "deployment", "merged", "-o", "jsonpath={.spec.template.spec.containers[0].env[*].name}");
        Assert.Equal("POD_NAME NODE_NAME POD_IP EXTRA", env);
        Assert.Equal("8081", await Kubectl("get", "deployment", "merged", "-o", "jsonpath={.spec.template.spec.containers[0].ports[*].containerPort}"));
    }

    [KubectlFact]
    public async Task UnknownField_IsRefusedByName()
    {
        var result = await Fixture.Kubectl.TryAsync(
            Config + "\n  \nextra: 1\n", "--namespace", Namespace, "apply", "-f", "-");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("unknown field \"extra\"", result.Errors);
    }

    [KubectlFact]
    public async Task DryRunServer_ChangesNothing()
    {
        var said = await Fixture.Kubectl.WithInputAsync(Config, "--namespace", Namespace, "apply", "--dry-run=server", "-f", "-");

        Assert.Equal("configmap/settings created (server dry run)\n", said);
        Assert.Contains("NotFound", (await TryKubectl("get", "cm", "settings")).Errors);
    }

    [KubectlFact]
    public async Task Diff_ShowsWhatApplyWouldChange()
    {
        await Apply(Config);

        var result = await Fixture.Kubectl.TryAsync(
            Config.Replace("blue", "red"), "--namespace", Namespace, "diff", "-f", "-");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("-  colour: blue", result.Output);
        Assert.Contains("+  colour: red", result.Output);
    }

    [KubectlFact]
    public async Task Replace_TakesTheWholeObject()
    {
        await Apply(Config);

        await Fixture.Kubectl.WithInputAsync(
            Config.Replace("  size: large", ""), "--namespace", Namespace, "replace", "-f", "-");

        Assert.Equal("""{"colour":"blue"}""", await Kubectl("get", "cm", "settings", "-o", "jsonpath={.data}"));
    }

    [KubectlFact]
    public async Task Replace_OfAnOldVersion_IsAConflict()
    {
        await Apply(Config);
        var old = await Kubectl("get", "cm", "settings", "-o", "yaml");
        await Kubectl("label", "cm", "settings", "newer=yes");

        var result = await Fixture.Kubectl.TryAsync(old, "--namespace", Namespace, "replace", "-f", "-");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Operation cannot be fulfilled on configmaps \"settings\": the object has been modified; "
            + "please apply your changes to the latest version and try again", result.Errors);
    }
}
