using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting.Joining;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Tests.Joining;

/// <summary>A control plane and joined nodes in one process, over real HTTPS.</summary>
public sealed class OrchestratorNodeHostTests : IAsyncLifetime
{
    private static readonly BootstrapToken Token = new("abcdef", "0123456789abcdef");

    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-joining-").FullName;
    private OrchestratorHost _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await OrchestratorHost.StartAsync(new OrchestratorOptions
        {
            DataDirectory = Path.Combine(_root, "control-plane"),
            Listen = new(System.Net.IPAddress.Loopback, 0),
            Nodes = 0,
        });
        await _cluster.Api.CreateAsync(new BootstrapTokenSecret
        {
            Token = Token,
            MayAuthenticate = true,
            MaySign = true,
            ExtraGroups = BootstrapTokenSecret.NodeGroup,
        }.ToSecret());
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task ThreeNodes_EachUnderItsOwnIdentity_AndAgainWithoutAToken()
    {
        await using (var first = await OrchestratorNodeHost.StartAsync(Options() with { Nodes = 3 }))
        {
            await first.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(["n", "n-1", "n-2"], first.NodeNames);
        }
        var requests = _cluster.Store.Current.Count("/registry/certificates.k8s.io/certificatesigningrequests/");
        var ranges = Nodes().Select(node => node.Spec.PodCidr).ToList();
        Assert.Equal(3, ranges.Distinct().Count());

        await using var again = await OrchestratorNodeHost.StartAsync(new NodeJoinOptions
        {
            DataDirectory = Path.Combine(_root, "node"),
            Nodes = 3,
            Runtime = NodeRuntime.Hollow,
        });
        await again.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            requests, _cluster.Store.Current.Count("/registry/certificates.k8s.io/certificatesigningrequests/"));
        Assert.Equal(ranges, Nodes().Select(node => node.Spec.PodCidr));
    }

    [Fact]
    public async Task RenewedCertificate_IsAnother_AndTheNodeGoesOnUnderIt()
    {
        await using var host = await OrchestratorNodeHost.StartAsync(
            Options() with { CertificateLifetime = TimeSpan.FromMinutes(10) });
        await host.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var before = Certificate();
        Assert.InRange(before.NotAfter - DateTime.Now, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));

        await host.RenewAsync();

        var after = Certificate();
        Assert.NotEqual(before.SerialNumber, after.SerialNumber);
        Assert.NotEqual(before.GetPublicKeyString(), after.GetPublicKeyString());
        Assert.False(File.Exists(Path.Combine(_root, "node", "pki", "kubelet-client.key")), "the key was left behind");
        // Under the new one it still is who it was, and its watches were taken up again.
        await host.Api.GetAsync<NodeObject>(new("", "n"));
        await _cluster.Api.CreateWhenAdmittedAsync(Objects.Sleeper("late", "1"));
        await Waits.UntilAsync("the Pod to run", () => IsRunning("late"));
    }

    [Fact]
    public async Task ServersThatAreTold_AreGoneTo_AndKept()
    {
        await using (var host = await OrchestratorNodeHost.StartAsync(Options()))
        {
            await host.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
            var endpoints = await _cluster.Api.GetAsync<Endpoints>(new("default", "kubernetes"));
            var port = endpoints.Subsets[0].Ports[0].Port;
            var more = endpoints.Subsets[0].Addresses.Add(new EndpointAddress { IP = "127.0.0.2" });
            await _cluster.Api.UpdateAsync(endpoints with
            {
                Subsets = [endpoints.Subsets[0] with { Addresses = more }],
            });

            await Waits.UntilAsync("the second server", () => host.Servers.Known.Count == 2);
            Assert.Equal([new Uri(_cluster.Address), new Uri($"https://127.0.0.2:{port}")], host.Servers.Known);
        }

        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_root, "node", "node.json")));
        Assert.Equal(2, kept.RootElement.GetProperty("servers").GetArrayLength());
    }

    [Fact]
    public async Task ServerAway_TheNodeStartsAndWaits()
    {
        await using (var first = await OrchestratorNodeHost.StartAsync(Options()))
            await first.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var endpoint = _cluster.Endpoint;
        await _cluster.DisposeAsync();

        await using var again = await OrchestratorNodeHost.StartAsync(Options() with { Token = null });
        var ready = again.ReadyAsync();
        Assert.False(ready.IsCompleted);
        _cluster = await OrchestratorHost.StartAsync(new OrchestratorOptions
        {
            DataDirectory = Path.Combine(_root, "control-plane"),
            Listen = endpoint,
            Nodes = 0,
        });

        await ready.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Reset_TakesTheNodeOut_AndLeavesNothing()
    {
        await using (var host = await OrchestratorNodeHost.StartAsync(Options() with { Nodes = 2 }))
            await host.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var told = new List<string>();

        await new NodeReset(told.Add).RunAsync(Path.Combine(_root, "node"));

        Assert.Empty(Nodes());
        Assert.False(Directory.Exists(Path.Combine(_root, "node")));
        Assert.Contains("took the node n-1 out of the cluster", told);
    }

    private NodeJoinOptions Options() => new()
    {
        Server = new Uri(_cluster.Address),
        Token = Token.ToString(),
        CaCertHashes = [_cluster.CaCertHash],
        DataDirectory = Path.Combine(_root, "node"),
        NodeName = "n",
        Runtime = NodeRuntime.Hollow,
    };

    private X509Certificate2 Certificate() => X509Certificate2.CreateFromPem(
        File.ReadAllText(Path.Combine(_root, "node", "pki", "kubelet-client-current.pem")));

    private List<NodeObject> Nodes() =>
        [.. new[] { "n", "n-1", "n-2" }.Select(name => _cluster.Store.Current.Get($"/registry/nodes/{name}"))
            .OfType<Store.StoreEntry>().Select(entry => (NodeObject)entry.Value.Object)];

    private bool IsRunning(string pod) =>
        _cluster.Store.Current.Get($"/registry/pods/default/{pod}")?.Value.Object is Pod { Status.Phase: "Running" };
}
