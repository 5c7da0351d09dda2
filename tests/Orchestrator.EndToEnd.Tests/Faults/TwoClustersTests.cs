using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>Two clusters on one machine, both with a <c>kubernetes</c> Service at the same address.</summary>
public sealed partial class TwoClustersTests
{
    [KubectlFact]
    public async Task Pods_AreToldTheirOwnClustersApi()
    {
        await using var first = await OrchestratorProcess.StartAsync();
        await using var second = await OrchestratorProcess.StartAsync();

        var (one, two) = (await ToldAsync(first), await ToldAsync(second));

        Assert.NotEqual(one, two);
        // TLS with the cluster's own authority: another cluster's API would not get through it.
        await AnswersAsync(first, one);
        await AnswersAsync(second, two);
        await Assert.ThrowsAsync<HttpRequestException>(() => AnswersAsync(first, two));
    }

    /// <summary>Where a program of the cluster finds the API by its environment, <c>host:port</c>.</summary>
    private static async Task<string> ToldAsync(OrchestratorProcess cluster)
    {
        var kubectl = new Kubectl(cluster.Kubeconfig);
        await kubectl.WithInputAsync(
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: asks }
            spec:
              restartPolicy: Never
              containers:
                - name: main
                  image: shell
                  command: ["sh", "-c", "echo $KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT"]
            """,
            "apply", "-f", "-");
        var told = "";
        await Eventually.Async(async () => Assert.Matches(
            @"^127\.96\.0\.1:\d+$", told = (await kubectl.TryAsync(null, "logs", "asks")).Output.Trim()));
        return told;
    }

    private static async Task AnswersAsync(OrchestratorProcess cluster, string address)
    {
        var elsewhere = Path.Combine(cluster.DataDirectory, $"elsewhere-{address.Replace(':', '-')}.kubeconfig");
        var text = await File.ReadAllTextAsync(cluster.Kubeconfig);
        await File.WriteAllTextAsync(elsewhere, ServerPattern().Replace(text, $"server: https://{address}"));
        using var api = ApiHttp.Admin(elsewhere);
        Assert.Equal(200, (await api.GetAsync("/api/v1/nodes")).Code);
    }

    [GeneratedRegex(@"server: https://\S+")]
    private static partial Regex ServerPattern();
}
