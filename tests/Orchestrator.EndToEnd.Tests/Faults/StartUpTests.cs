using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>How long a start takes when there is much to read. Speed itself is measured by the bench.</summary>
public sealed class StartUpTests(ITestOutputHelper output)
{
    private const int Objects = 10_000;
    private const int Clients = 32;

    /// <summary>Far above the target of one second: other tests share the machine.</summary>
    private const double SecondsMax = 5;

    private static readonly string Text = new('x', 200);

    [Fact]
    public async Task TenThousandObjects_AreThereAtOnceAfterAKill()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--runtime", "hollow");
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Parallel.ForAsync(0, Objects, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
        {
            var answer = await api.PostAsync("/api/v1/namespaces/default/configmaps",
                $$$"""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c{{{i}}}"},"data":{"text":"{{{Text}}}"}}
                """);
            Assert.Equal(201, answer.Code);
        });
        await cluster.KillAsync();

        await cluster.StartAgainAsync("--runtime", "hollow");

        output.WriteLine($"ready after {cluster.ReadySeconds:0.00} s with {Objects} objects, after a kill");
        Assert.InRange(cluster.ReadySeconds, 0, SecondsMax);
        var list = await api.GetAsync("/api/v1/namespaces/default/configmaps?limit=1");
        var rest = list.Json.GetProperty("metadata").GetProperty("remainingItemCount").GetInt32();
        Assert.Equal(Objects, rest); // and kube-root-ca.crt
    }
}
