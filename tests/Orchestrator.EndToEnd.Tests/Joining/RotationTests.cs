using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Testing;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>A control plane and a node whose certificates last seconds, watched for longer than two of them.</summary>
public sealed class RotationTests
{
    private const int LifeSeconds = 20;

    private const string Counter = """
        apiVersion: v1
        kind: Pod
        metadata: {name: counter, namespace: default}
        spec:
          containers:
          - name: main
            image: counter
            command: [sh, -c, "i=0; while true; do i=$((i+1)); echo $i; sleep 0.5; done"]
        """;

    [KubectlFact]
    public async Task TwoLivesOfACertificate_AreOutlived_AndNobodyNotices()
    {
        await using var cluster = await OrchestratorProcess.StartAsync(
            "--nodes", "0", "--cluster-signing-duration", $"{LifeSeconds}s", "--certificate-validity-period",
            $"{LifeSeconds}s");
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var command = await Tokens.JoinCommandAsync(cluster);
        await using var node = await JoinedProcess.StartAsync(
            command, JoinedProcess.NewDirectory(), "--node-name", "a");
        await kubectl.WithInputAsync(Counter, "apply", "-f", "-");
        await kubectl.Async("wait", "pod/counter", "--for=condition=Ready", "--timeout=30s");
        var ready = await ReadySinceAsync(kubectl);
        using var followed = Follow(cluster.Kubeconfig);
        var first = Path.Combine(node.DataDirectory, "first.pem");
        File.Copy(ClientFile(node), first);
        var admin = Path.Combine(node.DataDirectory, "first-admin.kubeconfig");
        File.Copy(cluster.Kubeconfig, admin);
        using var kept = await KeptConnection.OpenAsync(cluster.Address);

        var seen = await WatchAsync(cluster, node, kept, TimeSpan.FromSeconds(2.25 * LifeSeconds));

        // Each was replaced at least once in each whole life, and before it ended.
        Assert.Equal(["admin.kubeconfig", "the API", "the node", "the node's port"], seen.Keys);
        foreach (var (whose, serials) in seen)
            Assert.True(serials.Count is >= 3 and <= 6, $"{whose} showed {serials.Count} certificates");
        Assert.NotEqual(kept.Shown, await ShownSerialAsync(cluster.Address.Port, "127.0.0.1"));
        Assert.Equal(ready, await ReadySinceAsync(kubectl));
        Assert.Equal("0", Failures(await kubectl.Async("get", "--raw", "/metrics")));
        await CheckFollowedAsync(followed);
        await CheckEndedAsync(node, first);
        var outdated = await new Kubectl(admin).TryAsync(null, "get", "node", "a");
        Assert.Contains("You must be logged in to the server", outdated.Errors);
        // Now somebody was refused: the figure above can be another.
        Assert.NotEqual("0", Failures(await kubectl.Async("get", "--raw", "/metrics")));
        Assert.DoesNotContain("certificate", node.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("certificate", cluster.Errors, StringComparison.OrdinalIgnoreCase);
        cluster.AssertNothingFailed();
    }

    /// <summary>Serial numbers of all that were shown or lay ready, by whose they are. The whole time long everybody is
    /// served.</summary>
    private static async Task<SortedDictionary<string, HashSet<string>>> WatchAsync(
        OrchestratorProcess cluster, JoinedProcess node, KeptConnection kept, TimeSpan time)
    {
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var port = int.Parse(
            await kubectl.Async("get", "node", "a", "-o", "jsonpath={.status.daemonEndpoints.kubeletEndpoint.Port}"),
            CultureInfo.InvariantCulture);
        var seen = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            See("the node", X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(ClientFile(node))));
            See("the node's port", await ShownAsync(port, "a"));
            See("the API", await ShownAsync(cluster.Address.Port, "127.0.0.1"));
            See("admin.kubeconfig", Kubeconfig.Load(cluster.Kubeconfig).OptionsFor().ClientCertificate!()!);
            Assert.Matches(@"^\d+\n$", await kubectl.Async("logs", "counter", "--tail=1"));
            Assert.Equal("True", await ReadyAsync(kubectl, "status"));
            Assert.Equal(200, await kept.GetAsync("/readyz"));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        return seen;

        void See(string whose, X509Certificate2 certificate)
        {
            using (certificate)
            {
                Assert.True(certificate.NotAfter > DateTime.Now, $"the certificate of {whose} has ended");
                if (!seen.TryGetValue(whose, out var serials))
                    seen.Add(whose, serials = []);
                serials.Add(certificate.SerialNumber);
            }
        }
    }

    private static async Task<string> ShownSerialAsync(int port, string name)
    {
        using var shown = await ShownAsync(port, name);
        return shown.SerialNumber;
    }

    /// <summary>What a port shows to who asks for that name.</summary>
    private static async Task<X509Certificate2> ShownAsync(int port, string name)
    {
        using var socket = new TcpClient("127.0.0.1", port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }

    /// <summary>The same reader from beginning to end got every line.</summary>
    private static async Task CheckFollowedAsync(Process followed)
    {
        Assert.False(followed.HasExited, "kubectl logs -f has ended");
        followed.Kill();
        var lines = (await followed.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, LifeSeconds * 2, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, lines.Length).Select(i => $"{i}"), lines);
    }

    /// <summary>The certificate that the node joined with is worth nothing any more, and the newest is.</summary>
    private static async Task CheckEndedAsync(JoinedProcess node, string first)
    {
        var kubeconfig = Path.Combine(node.DataDirectory, "first.kubeconfig");
        var own = await File.ReadAllTextAsync(node.Kubeconfig);
        await File.WriteAllTextAsync(kubeconfig, own.Replace(ClientFile(node), first, StringComparison.Ordinal));

        var refused = await new Kubectl(kubeconfig).TryAsync(null, "get", "node", "a");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the server has asked for the client to provide credentials", refused.Errors);
        Assert.Equal("node/a\n", await new Kubectl(node.Kubeconfig).Async("get", "node", "a", "-o", "name"));
    }

    private static Process Follow(string kubeconfig) => Process.Start(
        new ProcessStartInfo("kubectl", ["--kubeconfig", kubeconfig, "logs", "-f", "counter"])
        {
            RedirectStandardOutput = true,
        })!;

    private static string ClientFile(JoinedProcess node) =>
        Path.Combine(node.DataDirectory, "pki", "kubelet-client-current.pem");

    private static Task<string> ReadySinceAsync(Kubectl kubectl) => ReadyAsync(kubectl, "lastTransitionTime");

    private static Task<string> ReadyAsync(Kubectl kubectl, string field) => kubectl.Async(
        "get", "node", "a", "-o", $"jsonpath={{.status.conditions[?(@.type==\"Ready\")].{field}}}");

    /// <summary>How many requests came with credentials that are none, as the API server counts them.</summary>
    private static string Failures(string metrics) => metrics.Split('\n')
        .FirstOrDefault(line => line.StartsWith("authentication_attempts", StringComparison.Ordinal)
            && line.Contains("result=\"failure\"", StringComparison.Ordinal))?.Split(' ')[^1] ?? "0";
}
