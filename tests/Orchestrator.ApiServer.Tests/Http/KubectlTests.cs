using System.Diagnostics;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>A first word with the real client; the whole conversation is the end-to-end tests'.</summary>
public class KubectlTests(HttpServer server) : IClassFixture<HttpServer>
{
    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["KUBECONFIG"] = server.Kubeconfig;
        start.Environment["KUBECACHEDIR"] = Path.GetDirectoryName(server.Kubeconfig);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Trim();
    }

    [KubectlFact]
    public async Task Kubectl_CreatesReadsChangesAndDeletes()
    {
        Assert.Equal("namespace/k created", await RunAsync("create", "namespace", "k"));
        await RunAsync("create", "configmap", "c", "-n", "k", "--from-literal=a=b");
        await RunAsync("create", "deployment", "d", "-n", "k", "--image=app:1", "--replicas=2");
        await RunAsync("scale", "deployment", "d", "-n", "k", "--replicas=3");
        Assert.Equal("3", await RunAsync("get", "deployment", "d", "-n", "k", "-o", "jsonpath={.spec.replicas}"));
        Assert.Contains("READY", await RunAsync("get", "deployments", "-A"));
        await RunAsync("label", "configmap", "c", "-n", "k", "x=y");
        Assert.Equal("configmap/c", await RunAsync("get", "configmap", "-n", "k", "-l", "x=y", "-o", "name"));
        await RunAsync("delete", "configmap", "c", "-n", "k");
        Assert.Equal("", await RunAsync("get", "configmap", "c", "-n", "k", "--ignore-not-found"));
    }
}
