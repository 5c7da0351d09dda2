using System.Net;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>What the API server asks of a node in another process.</summary>
public sealed class KubeletPortTests
{
    private const string Talker = """
        apiVersion: v1
        kind: Pod
        metadata: {name: talker, namespace: default}
        spec:
          restartPolicy: Never
          containers:
          - name: main
            image: talker
            command: [sh, -c, "echo one; echo two; sleep 2; echo three"]
        """;

    [KubectlFact]
    public async Task LogsOfAJoinedNode_ComeFromItsKubeletsPort_UnderACertificateOfTheCluster()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--nodes", "0");
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var command = await Tokens.JoinCommandAsync(cluster);
        await using var node = await JoinedProcess.StartAsync(command, JoinedProcess.NewDirectory(), "--node-name", "a");
        await Eventually.Async(async () => Assert.Matches(
            @"(?m)^csr-\S+ +\S+ +kubernetes\.io/kubelet-serving +system:node:a +<none> +Approved,Issued$",
            await kubectl.Async("get", "csr")));

        await kubectl.WithInputAsync(Talker, "apply", "-f", "-");
        await kubectl.Async("wait", "pod/talker", "--for=condition=Ready", "--timeout=30s");

        Assert.Equal("two\n", await kubectl.Async("logs", "talker", "--tail=1"));
        Assert.Equal("one\ntwo\nthree\n", await kubectl.Async("logs", "-f", "talker"));
        var port = await kubectl.Async("get", "node", "a", "-o", "jsonpath={.status.daemonEndpoints.kubeletEndpoint.Port}");
        Assert.Equal(HttpStatusCode.Unauthorized, await AsNobodyAsync(port));
        await node.KillAsync();
        var gone = await kubectl.TryAsync(null, "logs", "talker");
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("node a cannot be reached", gone.Errors);
    }

    private static async Task<HttpStatusCode> AsNobodyAsync(string port)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"https://127.0.0.1:{port}/containerLogs/default/talker/main");
        request.Headers.Host = "a";
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
