using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Echo servers behind a Service, with a caller who never rests.</summary>
internal static class EchoService
{
    public const int Port = 18181;

    /// <param name="tolerated">Seconds for which a Pod stays with a node that is gone; null: the default five
    /// minutes.</param>
    public static Task<ServiceLoop> StartAsync(LaunchedCluster cluster, int replicas, int? tolerated = null) =>
        StartAsync(cluster.Kubectl, replicas, tolerated, client: null);

    /// <param name="client">Makes the caller's clients, where Services are another host's than this.</param>
    public static async Task<ServiceLoop> StartAsync(
        Kubectl kubectl, int replicas, int? tolerated, Func<HttpClient>? client)
    {
        var manifest = $"{Manifests.Echo("echo", replicas, 8080, Tolerations(tolerated))}\n---\n"
            + Manifests.Service("echo", Port, "echo");
        await kubectl.WithInputAsync(manifest, "apply", "-f", "-");
        await kubectl.Async("rollout", "status", "deployment/echo", "--timeout=90s");
        var ip = await kubectl.Async("get", "service", "echo", "-o", "jsonpath={.spec.clusterIP}");
        await Eventually.Async(async () =>
        {
            using var http = client?.Invoke() ?? new HttpClient();
            var answer = await Record.ExceptionAsync(() => http.GetStringAsync($"http://{ip}:{Port}/"));
            Assert.Null(answer);
        });
        return new ServiceLoop($"http://{ip}:{Port}/", client);
    }

    private static string Tolerations(int? seconds) => seconds is null ? "" : $$"""
              tolerations:
                - { key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: {{seconds}} }
                - { key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: {{seconds}} }
        """;
}
