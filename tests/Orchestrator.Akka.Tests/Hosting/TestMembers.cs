using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Hosting;

namespace Orchestrator.Akka.Tests.Hosting;

/// <summary>Members in one process with real remoting, under the project's configuration with short times.</summary>
internal sealed class TestMembers : IAsyncDisposable
{
    private const string Quick = """
        akka {
          loglevel = OFF
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          cluster {
            failure-detector {
              heartbeat-interval = 200ms, acceptable-heartbeat-pause = 1s, expected-response-after = 200ms
            }
            split-brain-resolver.stable-after = 1s
            down-removal-margin = 1s
          }
        }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-akka-").FullName;
    private readonly List<AkkaHost> _members = [];
    private int _directories;

    /// <summary>A configuration of these roles, which joins those that are there, or nobody.</summary>
    public AkkaConfiguration Configuration(string roles, string nodes = "")
    {
        var path = Path.Combine(_root, $"member-{Interlocked.Increment(ref _directories)}.conf");
        var common = Path.Combine(TestCluster.ConfigDirectory, "cluster.conf");
        var seeds = string.Join(' ', _members.Where(member => !member.Ended.IsCompleted).Select(HostAndPort));
        File.WriteAllText(path, $"""
            include "{common}"
            {Quick}
            akka.cluster.roles = [{roles}]
            orchestrator.akka.seeds = "{seeds}"
            orchestrator.akka.nodes = "{nodes}"
            """);
        return AkkaConfiguration.Load(path);
    }

    public AkkaHostOptions Options(string roles, string nodes = "", string? journal = null) => new()
    {
        Configuration = Configuration(roles, nodes),
        DataDirectory = Path.Combine(_root, $"data-{Interlocked.Increment(ref _directories)}"),
        Journal = journal,
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Runtime = NodeRuntime.Hollow,
    };

    public Task<AkkaHost> ControlPlaneAsync(string? journal = null) =>
        StartAsync(Options("control-plane", "", journal));

    public async Task<AkkaHost> NodeAsync(string name, NodeRuntime runtime = NodeRuntime.Hollow)
    {
        var node = await StartAsync(Options("node", name) with { Runtime = runtime });
        await node.ReadyAsync().WaitAsync(TestCluster.Patience);
        return node;
    }

    public async Task<AkkaHost> StartAsync(AkkaHostOptions options, ILoggerFactory? loggers = null)
    {
        var member = await AkkaHost.StartAsync(options, loggers).WaitAsync(TestCluster.Patience);
        _members.Add(member);
        return member;
    }

    /// <summary>In order.</summary>
    public async Task StopAsync(AkkaHost member)
    {
        _members.Remove(member);
        await member.DisposeAsync().AsTask().WaitAsync(TestCluster.Patience);
    }

    /// <summary>Nodes first: their control planes last as long as they do.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.OrderBy(member => member.Address is not null).Reverse().ToList())
            await StopAsync(member);
        Directory.Delete(_root, recursive: true);
    }

    private static string HostAndPort(AkkaHost member)
    {
        var address = global::Akka.Actor.Address.Parse(member.Cluster.Self.Address);
        return string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
    }
}
