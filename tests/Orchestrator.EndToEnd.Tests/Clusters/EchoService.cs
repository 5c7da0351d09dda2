using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Echo servers behind a Service, with a caller who never rests.</summary>
internal static class EchoService
{
    public const int Port = 18181;

    /// <param name="tolerated">Seconds for which a Pod stays with a node that is gone; null: the default five
    /// minutes.</param>
    public static async Task<ServiceLoop> StartAsync(LaunchedCluster cluster, int replicas, int? tolerated = null)
    {
        var manifest = $"{Manifests.Echo("echo", replicas, 8080, Tolerations(tolerated))}\n---\n"
            + Manifests.Service("echo", Port, "echo");
        await cluster.Kubectl.WithInputAsync(manifest, "apply", "-f", "-");
        await cluster.Kubectl.Async("rollout", "status", "deployment/echo", "--timeout=90s");
        var ip = await cluster.Kubectl.Async("get", "service", "echo", "-o", "jsonpath={.spec.clusterIP}");
        await Eventually.Async(async () =>
        {
            using var http = new HttpClient();
            var answer = await Record.ExceptionAsync(() => http.GetStringAsync($"http://{ip}:{Port}/"));
            Assert.Null(answer);
        });
        return new ServiceLoop($"http://{ip}:{Port}/");
    }

    private static string Tolerations(int? seconds) => seconds is null ? "" : $$"""
              tolerations:
                - { key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: {{seconds}} }
                - { key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: {{seconds}} }
        """;
}
