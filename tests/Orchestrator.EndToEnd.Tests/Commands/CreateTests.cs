using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class CreateTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task EveryGenerator_Creates()
    {
        Assert.Equal("deployment.apps/web created\n",
            await Kubectl("create", "deployment", "web", "--image=web", "--replicas=0"));
        Assert.Equal("configmap/cm created\n", await Kubectl("create", "configmap", "cm", "--from-literal=a=b"));
        Assert.Equal("secret/s created\n", await Kubectl("create", "secret", "generic", "s", "--from-literal=password=hunter2"));
        Assert.Equal("service/web created\n", await Kubectl("create", "service", "clusterip", "web", "--tcp=18082:8080"));
        Assert.Equal("serviceaccount/robot created\n", await Kubectl("create", "serviceaccount", "robot"));

        Assert.Equal("hunter2", Text(await Kubectl("get", "secret", "s", "-o", "jsonpath={.data.password}")));
        Assert.StartsWith("127.", await Kubectl("get", "svc", "web", "-o", "jsonpath={.spec.clusterIP}"));
    }

    [KubectlFact]
    public async Task SecondOfAName_AlreadyExists()
    {
        await Kubectl("create", "configmap", "once");

        var result = await TryKubectl("create", "configmap", "once");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error from server (AlreadyExists): configmaps \"once\" already exists", result.Errors
            .Replace("error: failed to create configmap: ", "Error from server (AlreadyExists): "));
    }

    [KubectlFact]
    public async Task CreateFromFile_WithGenerateName_MakesANewNameEachTime()
    {
        const string yaml = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              generateName: run-
            """;

        var first = await Fixture.Kubectl.WithInputAsync(yaml, "--namespace", Namespace, "create", "-f", "-");
        var second = await Fixture.Kubectl.WithInputAsync(yaml, "--namespace", Namespace, "create", "-f", "-");

        Assert.Matches("^configmap/run-[a-z0-9]{5} created\n$", first);
        Assert.NotEqual(first, second);
    }

    [KubectlFact]
    public async Task InvalidObject_IsRefusedWithEveryCause()
    {
        var result = await Fixture.Kubectl.TryAsync("""
            apiVersion: v1
            kind: Pod
            metadata: { name: Bad_Name }
            spec:
              restartPolicy: Sometimes
              containers: []
            """, "--namespace", Namespace, "create", "-f", "-");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The Pod \"Bad_Name\" is invalid:", result.Errors);
        Assert.Contains("metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of", result.Errors);
        Assert.Contains("spec.containers: Required value", result.Errors);
        Assert.Contains("spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"", result.Errors);
    }

    [KubectlFact]
    public async Task Run_StartsAPodAndShowsItsLog()
    {
        await Kubectl("run", "greeter", "--image=greeter", "--restart=Never", "--command", "--", "echo", "hello from a pod");
        await Kubectl("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/greeter", "--timeout=60s");

        Assert.Equal("hello from a pod\n", await Kubectl("logs", "greeter"));
    }

    [KubectlFact]
    public async Task Expose_MakesAServiceForADeployment()
    {
        await Apply(Manifests.Echo("shown", 1));

        Assert.Equal("service/shown exposed\n", await Kubectl("expose", "deployment", "shown", "--port=18083", "--target-port=8080"));
        Assert.Equal("shown", await Kubectl("get", "svc", "shown", "-o", "jsonpath={.spec.selector.app}"));
    }

    private static string Text(string base64) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
