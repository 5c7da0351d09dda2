using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Node.Http;
using Orchestrator.Node.Kubelet;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Joining;

/// <summary>Nodes of a cluster whose control plane runs elsewhere, joined over HTTPS.</summary>
/// <remarks>
/// <code>
/// await using var node = await OrchestratorNodeHost.StartAsync(new()
/// {
///     Server = new("https://10.0.0.1:6443"), Token = "abcdef.0123456789abcdef", CaCertHashes = ["sha256:…"],
///     DataDirectory = "node",
/// });
/// </code>
/// A directory that has joined needs neither token nor hash.
/// </remarks>
public sealed class OrchestratorNodeHost : IAsyncDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookPeriodMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PortMax = TimeSpan.FromSeconds(10), ActorsMax = TimeSpan.FromSeconds(15);

    private readonly ThreadedActorSystem _system;
    private readonly ILogger _logger;
    private readonly NodeJoinOptions _options;
    private readonly JoinedDirectory _directory;
    private readonly IReadOnlyList<NodeIdentity> _identities;
    private readonly List<IActorRef> _trees = [];
    private JoinedState _state;
    private Nodes? _nodes;
    private KubeletServer? _kubelet;

    private OrchestratorNodeHost(
        NodeJoinOptions options, ILogger logger, JoinedDirectory directory, JoinedState state,
        IReadOnlyList<NodeIdentity> identities)
    {
        (_options, _logger, _directory, _state, _identities) = (options, logger, directory, state, identities);
        _system = new ThreadedActorSystem();
        _system.Failed += failure => Log.ActorFailed(logger, failure);
        Servers = new ApiServers(state.Servers.Select(server => new Uri(server)));
    }

    /// <summary>The API servers, as they are known now.</summary>
    public ApiServers Servers { get; }

    /// <summary>Where it joined.</summary>
    public string Address => _state.Server;

    public string KubeconfigPath => _directory.Kubeconfig;

    public IReadOnlyList<string> NodeNames => [.. _identities.Select(identity => identity.Name)];

    /// <summary>The API as the first node.</summary>
    public IApiClient Api => _identities[0].Api;

    /// <inheritdoc cref="OrchestratorHost.LeftBehind"/>
    public IReadOnlyList<string> LeftBehind { get; private set; } = [];

    /// <summary>The way to the nodes' containers.</summary>
    public InProcessNodeConnector Connector { get; } = new();

    /// <summary>Joins, if this directory has not, and starts the nodes; returns when they run.</summary>
    /// <exception cref="JoinException">It cannot join; the text says what to do.</exception>
    /// <exception cref="DataDirectoryException">The data directory cannot be used.</exception>
    public static async Task<OrchestratorNodeHost> StartAsync(
        NodeJoinOptions options, ILoggerFactory? loggers = null, CancellationToken cancellation = default)
    {
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("orchestrator");
        // Before anything is made: a name that no node can have.
        ClusterEntry.NamesOf(options, known: null);
        var directory = JoinedDirectory.Open(options.DataDirectory);
        OrchestratorNodeHost? host = null;
        try
        {
            var (state, identities) = await new ClusterEntry(options, directory).EnterAsync(cancellation);
            host = new OrchestratorNodeHost(options, logger, directory, state, identities);
            await host.StartNodesAsync(cancellation);
            return host;
        }
        catch
        {
            if (host is not null)
                await host.StopAsync();
            else
                directory.Abandon();
            throw;
        }
    }

    /// <summary>Waits until every node of this process stands in the cluster and is Ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellation = default)
    {
        foreach (var identity in _identities)
        {
            var pause = LookPeriod;
            while (!await IsReadyAsync(identity, cancellation))
            {
                await Task.Delay(pause, cancellation);
                pause = pause * 2 < LookPeriodMax ? pause * 2 : LookPeriodMax;
            }
        }
    }

    /// <summary>Takes a new certificate for the first node now, as its rotation does in time.</summary>
    internal Task RenewAsync(CancellationToken cancellation = default) =>
        _identities[0].RenewAsync(Api, _system.Entropy, cancellation);

    /// <summary>Kills the Pods' programs, without asking them and without waiting; not where they are to be
    /// kept.</summary>
    /// <remarks>For an end that cannot wait for <see cref="DisposeAsync"/>, which may be under way.</remarks>
    public void KillWorkloads() => _nodes?.KillWorkloads();

    /// <summary>Stops in order: nodes with their workloads, what they renew and follow, their connections.</summary>
    /// <remarks>Bounded: a part that does not end in time is named in the log, and the others end without it.</remarks>
    public async ValueTask DisposeAsync()
    {
        var stop = await StopAsync();
        LeftBehind = stop.Left;
        stop.ThrowIfFailed();
    }

    private async Task<OrderlyStop> StopAsync()
    {
        var stop = new OrderlyStop(_system.Time, _logger);
        if (_nodes is not null)
            await _nodes.StopAsync(stop);
        if (_kubelet is not null)
            await stop.EndAsync("the kubelets' port", PortMax, _kubelet.DisposeAsync);
        for (var i = _trees.Count - 1; i >= 0; i--)
            await stop.EndAsync(_trees[i].Path, ActorsMax, _system, _trees[i]);
        await stop.EndAsync("actors", ActorsMax, _system.DisposeAsync, () => _system.Living());
        foreach (var identity in _identities)
            identity.Dispose();
        _directory.Dispose();
        return stop;
    }

    private async Task StartNodesAsync(CancellationToken cancellation)
    {
        var connection = Connection();
        foreach (var identity in _identities)
            identity.Connect(connection);
        _directory.Save(_state);
        _directory.WriteKubeconfig(_state);
        var byName = _identities.ToDictionary(identity => identity.Name, StringComparer.Ordinal);
        var address = InternalIp(new Uri(_state.Server));
        var pods = new PodTable();
        // Hollow nodes have nothing to show.
        if (_options.Runtime == NodeRuntime.Process)
            _kubelet = await ServeAsync(address, pods, byName, cancellation);
        var plan = new NodesPlan
        {
            Names = NodeNames,
            Runtime = _options.Runtime,
            Data = _directory.Layout,
            Cluster = _state.Cluster,
            KeepWorkloads = _options.KeepWorkloads,
            ConnectionDrainTimeout = _options.ConnectionDrainTimeout,
            InternalIp = address.ToString(),
            KubeletPort = _kubelet?.Port ?? 0,
            Pods = pods,
            ProxiesAsNode = true,
        };
        _nodes = await Nodes.StartAsync(_system, plan, name => byName[name].Api, () => Api, Connector, _logger);
        FollowServers();
        foreach (var identity in _identities)
        {
            Rotate(identity);
            if (_kubelet is not null)
                RotateServing(identity, address);
        }
    }

    private Task<KubeletServer> ServeAsync(
        IPAddress address, PodTable pods, Dictionary<string, NodeIdentity> nodes, CancellationToken cancellation)
    {
        var options = new KubeletServerOptions(
            _directory.Authorities()[0],
            name => name is not null && nodes.TryGetValue(name, out var node) ? node.Serving.Current : null)
        {
            Listen = new IPEndPoint(address, 0),
        };
        return KubeletServer.StartAsync(options, pods, cancellation);
    }

    private HttpApiClientOptions Connection() => new(new Uri(_state.Server))
    {
        Servers = Servers,
        Authorities = _directory.Authorities(),
        UserAgent = "orchestrator-node",
        // A server that stands still is left before the Lease has run out.
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PingPeriod = TimeSpan.FromSeconds(5),
        PingTimeout = TimeSpan.FromSeconds(3),
    };

    private void FollowServers()
    {
        var informers = SharedInformers.Spawn(_system, "server-informers", Api);
        _trees.Add(informers.Actor);
        _trees.Add(_system.Spawn(
            "servers", () => new ServerDirectory(informers, Servers, new Uri(_state.Server), Keep)));

        void Keep(IReadOnlyList<Uri> known)
        {
            _state = _state with { Servers = [.. known.Select(ClusterEntry.Text)] };
            _directory.Save(_state);
        }
    }

    private void Rotate(NodeIdentity identity)
    {
        _trees.Add(_system.Spawn($"certificate-{identity.Name}", () => new CertificateRotation(
            () => identity.Certificate.RenewalDue(_system.Entropy.NextDouble()),
            cancellation => identity.RenewAsync(identity.Api, _system.Entropy, cancellation),
            error => Log.NotRenewed(_logger, identity.Name, error.Message))));
    }

    /// <summary>The first is asked for at once, the next before it ends.</summary>
    private void RotateServing(NodeIdentity identity, IPAddress address)
    {
        _trees.Add(_system.Spawn($"serving-{identity.Name}", () => new CertificateRotation(
            () => identity.Serving.Current is { } certificate && IsFor(certificate, address)
                ? identity.Serving.RenewalDue(_system.Entropy.NextDouble())
                : DateTimeOffset.MinValue,
            async cancellation =>
            {
                await RegisteredAsync(identity, address, cancellation);
                await identity.RenewServingAsync(address, _system.Entropy, cancellation);
            },
            error => Log.NotRenewed(_logger, identity.Name, error.Message))));
    }

    private static bool IsFor(X509Certificate2 certificate, IPAddress address) =>
        certificate.NotAfter > DateTime.Now && certificate.MatchesHostname(address.ToString(), false, false);

    /// <summary>Waits until the Node stands in the cluster with its address: what it serves under is compared with
    /// that.</summary>
    private static async Task RegisteredAsync(
        NodeIdentity identity, IPAddress address, CancellationToken cancellation)
    {
        var pause = LookPeriod;
        while (!await FindAsync(
            identity, node => node.Status.Addresses.Any(a => a.Address == address.ToString()), cancellation))
        {
            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LookPeriodMax ? pause * 2 : LookPeriodMax;
        }
    }

    private static Task<bool> IsReadyAsync(NodeIdentity identity, CancellationToken cancellation) => FindAsync(
        identity, node => node.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" }), cancellation);

    private static async Task<bool> FindAsync(
        NodeIdentity identity, Func<NodeObject, bool> isSo, CancellationToken cancellation)
    {
        try
        {
            return isSo(await identity.Api.GetAsync<NodeObject>(new("", identity.Name), cancellation));
        }
        catch (Exception error) when (error is ApiUnreachableException or StatusException)
        {
            // Not registered yet, or nobody answers: the node goes on trying, and so does who waits for it.
            return false;
        }
    }

    /// <summary>The address of this machine on the way to the server.</summary>
    private static IPAddress InternalIp(Uri server)
    {
        try
        {
            using var probe = new Socket(SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(server.Host, server.Port);
            var local = ((IPEndPoint)probe.LocalEndPoint!).Address;
            return local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;
        }
        catch (SocketException)
        {
            return IPAddress.Loopback;
        }
    }
}
