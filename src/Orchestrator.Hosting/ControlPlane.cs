using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Controllers;
using Orchestrator.Controllers.Certificates;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Node.Http;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting;

/// <summary>Store, API server, controllers and scheduler of one process, started in that order and stopped in the
/// other.</summary>
/// <remarks>On a shared journal it is one of several: its store leads or follows, its API server sends writes to the
/// leader, its keys are the cluster's.</remarks>
internal sealed class ControlPlane : IAsyncDisposable
{
    private const int ServicesNamedMax = 5;

    /// <summary>A tree's actors end what they have in hand; a request of theirs that hangs is cut short.</summary>
    private static readonly TimeSpan TreeMax = TimeSpan.FromSeconds(15);

    /// <summary>More than <see cref="ApiServerHostOptions.StopTimeout"/>, which comes first.</summary>
    private static readonly TimeSpan HttpMax = TimeSpan.FromSeconds(15);

    private readonly ControlPlanePorts _ports;
    private readonly ILogger _logger;
    private readonly ControlPlaneStore _store;
    private readonly IPEndPoint _advertised;
    private readonly NodeConnections _nodes;
    private readonly ControlPlaneRotation _rotation;
    private ClusterCertificates _certificates = null!;
    private readonly List<IActorRef> _trees = [];
    private IActorRef? _endpoints;
    private ApiServerIdentity? _identity;
    private ICluster? _ownCluster;
    private MembershipMetrics? _membership;

    private ControlPlane(
        ControlPlanePorts ports, ControlPlaneStore store, IPEndPoint advertised, DataLayout data, ILogger logger)
    {
        _rotation = new ControlPlaneRotation(ports.System, data.AdminKubeconfig, logger);
        _logger = logger;
        _nodes = new NodeConnections(ports.Nodes, ports.OtherNodes);
        _ports = ports;
        _store = store;
        _advertised = advertised;
    }

    public ApiServerCore Api { get; private set; } = null!;

    public ApiServerHost Http { get; private set; } = null!;

    public IStore Store => _store.Host;

    /// <summary>The way to the kubelets of this process that other control planes take; null:
    /// they are not reached.</summary>
    public async Task<KubeletServer?> ServeKubeletsAsync(
        IReadOnlyList<string> nodes, PodTable pods, CancellationToken cancellation)
    {
        if (!_store.IsShared || nodes.Count == 0)
            return null;
        var address = KubeletAddress;
        var serving = nodes.ToDictionary(
            node => node,
            node => _certificates.ServerFor($"kubelet-{node}", $"system:node:{node}", node, address.ToString()),
            StringComparer.Ordinal);
        foreach (var certificate in serving.Values)
            _trees.Add(_rotation.Start(certificate));
        var options = new KubeletServerOptions(
            _certificates.Authority, name => name is null ? null : serving.GetValueOrDefault(name)?.Current)
        {
            Listen = new IPEndPoint(address, 0),
        };
        return await KubeletServer.StartAsync(options, pods, cancellation);
    }

    /// <summary>Where this process' nodes are reached.</summary>
    public IPAddress KubeletAddress => _advertised.Address;

    /// <summary>What tells the cluster from others, <c>sha256:…</c>.</summary>
    public string AuthorityPin { get; private set; } = "";

    public static async Task<ControlPlane> StartAsync(
        ControlPlanePorts ports, OrchestratorOptions options, DataLayout data, ILogger logger,
        CancellationToken cancellation)
    {
        using var listener = ListenSocket.Bind(options.Listen);
        var advertised = options.Advertise ?? ReachableAddress.Advertised(listener.Address);
        var isHeld = ReachableAddress.IsHeldBy(advertised, listener.Address);
        var store = await ControlPlaneStore.OpenAsync(ports, options, data, (advertised, isHeld), cancellation);
        var plane = new ControlPlane(ports, store, advertised, data, logger);
        // Not before the directory is ours. Keys take as long to make as the API to start: side by side. Those of
        // several control planes lie in the store.
        var own = !store.IsShared
            ? Task.Run(() => plane.Certificates(options, data, Hosts(options)), cancellation)
            : null;
        try
        {
            await plane.StartApiAsync(options, cancellation);
            // Before the keys, for which others wait: who finds them finds these too.
            var settings = await plane.SettingsAsync(options, cancellation);
            var certificates = own is null
                ? await plane.SharedCertificatesAsync(options, settings, data, cancellation)
                : await own;
            await plane.ServeAsync(options, data, certificates, listener, logger, cancellation);
            var cluster = ports.Cluster ?? (plane._ownCluster = plane.NewCluster(options, logger));
            plane._membership = new MembershipMetrics(cluster);
            plane.StartComponents(cluster, options, certificates, logger);
            return plane;
        }
        catch (Exception error) when (store.IsShared && error is StatusException or TimeoutException)
        {
            await plane.StopAsync(new OrderlyStop(ports.System.Time, logger));
            throw new JournalException(
                $"the control plane could not start on the shared journal: {error.Message}", error);
        }
        catch
        {
            await plane.StopAsync(new OrderlyStop(ports.System.Time, logger));
            throw;
        }
    }

    /// <summary>Deletes its identity Lease and takes its address out of the Service <c>kubernetes</c>, unless it is the
    /// last one there; somebody must lead for that. It still answers.</summary>
    public async Task WithdrawAsync(OrderlyStop stop)
    {
        if (Interlocked.Exchange(ref _endpoints, null) is { } endpoints)
            await stop.EndAsync(endpoints.Path, TreeMax, _ports.System, endpoints);
    }

    /// <summary>Others take over at once: the store is left in order, with all that was asked of it answered.</summary>
    public async ValueTask DisposeAsync()
    {
        var stop = new OrderlyStop(_ports.System.Time, _logger);
        await StopAsync(stop);
        stop.ThrowIfFailed();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public async Task StopAsync(OrderlyStop stop)
    {
        _membership?.Dispose();
        if (_ownCluster is { } cluster)
            await stop.EndAsync("controllers and scheduler", TreeMax, cluster.DisposeAsync, () => cluster.Living);
        await WithdrawAsync(stop);
        for (var i = _trees.Count - 1; i >= 0; i--)
            await stop.EndAsync(_trees[i].Path, TreeMax, _ports.System, _trees[i]);
        if (Http is not null)
            await stop.EndAsync("the API's HTTPS port", HttpMax, Http.DisposeAsync);
        if (Api is not null)
            await stop.EndAsync("the API", TreeMax, Api.DisposeAsync);
        _nodes.Dispose();
        await _store.StopAsync(stop);
    }

    private async Task StartApiAsync(OrchestratorOptions options, CancellationToken cancellation)
    {
        if (_store.IsShared)
            await ClusterKeys.WaitAsync(Store, cancellation);
        var server = new ApiServerOptions { ServiceCidr = options.ServiceCidr };
        var ports = new ApiServerPorts(_ports.System, Store, _nodes)
        {
            Audit = options.Audit,
            Forwarding = _store.Forwarding,
        };
        Api = await ApiServerCore.StartAsync(ports, server, cancellation);
    }

    /// <exception cref="JournalException">The cluster's Services have addresses of another range.</exception>
    private async Task<ClusterSettings> SettingsAsync(OrchestratorOptions options, CancellationToken cancellation)
    {
        var range = AddressRange.Parse(options.ServiceCidr);
        var own = new ClusterSettings(range.Network, options.ControlPlaneEndpoint ?? "");
        CheckServices(await Api.Bootstrapper.ServicesOutsideAsync(range, cancellation), own);
        var settings = await Api.Bootstrapper.EnsureSettingsAsync(own, cancellation);
        return settings.ServiceSubnet == own.ServiceSubnet
            ? settings
            : throw new JournalException(
                $"Services of this cluster have addresses of {settings.ServiceSubnet}, and this control plane was "
                + $"started with --service-cidr {own.ServiceSubnet}: start it with the cluster's, "
                + "or name another directory or journal");
    }

    private static void CheckServices(IReadOnlyList<string> outside, ClusterSettings own)
    {
        if (outside.Count == 0)
            return;
        var more = outside.Count > ServicesNamedMax ? $" and {outside.Count - ServicesNamedMax} more" : "";
        throw new JournalException(
            $"this control plane was started with --service-cidr {own.ServiceSubnet}, and Services of the cluster have "
            + $"addresses outside of it: {string.Join(", ", outside.Take(ServicesNamedMax))}{more}; start it with the "
            + "range that they come from, or name another directory or journal");
    }

    private async Task<ClusterCertificates> SharedCertificatesAsync(
        OrchestratorOptions options, ClusterSettings settings, DataLayout data, CancellationToken cancellation)
    {
        var keys = new ClusterKeys(Api.ClientFor(UserIdentity.ApiServer), Store, data.Pki);
        await keys.EnsureAsync(_ports.System.Time, cancellation);
        List<string> hosts = [.. Hosts(options), _advertised.Address.ToString(), Api.KubernetesServiceIp];
        if (settings.ControlPlaneEndpoint is { Length: > 0 } endpoint)
            hosts.Add(ControlPlaneEndpoint.HostOf(endpoint));
        var certificates = Certificates(options, data, hosts);
        _store.Leader!.Trust(certificates);
        return certificates;
    }

    private ClusterCertificates Certificates(OrchestratorOptions options, DataLayout data, IEnumerable<string> hosts) =>
        ClusterCertificates.LoadOrCreate(data.Pki, hosts, _ports.System.Time, options.CertificateValidityPeriod);

    private async Task ServeAsync(
        OrchestratorOptions options, DataLayout data, ClusterCertificates certificates, ListenSocket listener,
        ILogger logger, CancellationToken cancellation)
    {
        var front = new ApiServerHostOptions(certificates)
        {
            Listen = options.Listen,
            Bound = listener.Take(),
            Tokens = Api.BootstrapTokens,
            Health = _store.Health(),
            OnFailure = (request, error) => Log.RequestFailed(logger, request, error),
        };
        Http = await ApiServerHost.StartAsync(Api, front, cancellation);
        _certificates = certificates;
        var kubeletClient = _nodes.Open(Api, certificates);
        AuthorityPin = Joining.AuthorityPin.Of(certificates.Authority);
        var reachable = ReachableAddress.Local(Http.Address);
        AdminKubeconfig.Write(data.AdminKubeconfig, certificates, $"https://{reachable}");
        _trees.Add(_rotation.StartAdmin(certificates.AdminClient));
        foreach (var certificate in (IssuedCertificate[])[certificates.Serving, certificates.FrontProxy, kubeletClient])
            _trees.Add(_rotation.Start(certificate));
        var info = new ClusterInfoKeeper(
            Api.ClientFor(UserIdentity.ApiServer), certificates.AuthorityPem, _ports.System.Time);
        if (_store.IsShared)
        {
            await StartEndpointsAsync(options, info, cancellation);
            return;
        }
        await info.EnsureAsync([reachable], cancellation);
        await Api.Bootstrapper.EnsureKubernetesServiceAsync(
            reachable.Address.ToString(), reachable.Port, cancellation);
    }

    private async Task StartEndpointsAsync(
        OrchestratorOptions options, ClusterInfoKeeper info, CancellationToken cancellation)
    {
        await Api.Bootstrapper.EnsureServiceAsync(_advertised.Port, cancellation);
        var identity = _identity = new ApiServerIdentity(
            Candidacy.NameOf(options.MemberName), _advertised, _ports.System.Entropy.NextUid());
        var api = Api.ClientFor(UserIdentity.ApiServer);
        await info.EnsureAnyAsync(_advertised, cancellation);
        _endpoints = _ports.System.Spawn<EndpointReconcilerMessage>(
            "endpoints", () => new EndpointReconciler(api, identity, info));
    }

    private ICluster NewCluster(OrchestratorOptions options, ILogger logger)
    {
        var address = _advertised.ToString();
        var self = new ClusterMember(
            address, LeaseMembership.IncarnationOf(_identity?.Holder ?? address), [ClusterRoles.ControlPlane],
            MemberState.Up);
        var election = options.LeaderElection;
        if (!(election.LeaderElect ?? _store.IsShared))
            return new StandaloneCluster(_ports.System, self);
        var candidacy = new Candidacy(Candidacy.IdentityOf(options.MemberName, _ports.System.Entropy))
        {
            Settings = election,
            Logger = logger,
        };
        return new LeaseCluster(
            _ports.System, self, candidacy, Api.ClientFor(UserIdentity.ApiServer),
            () => Store.Leadership is { IsLeader: true } ? address : Store.Leadership.Leader);
    }

    private void StartComponents(
        ICluster cluster, OrchestratorOptions options, ClusterCertificates certificates, ILogger logger)
    {
        var controllers = new ControllerManagerOptions
        {
            RootCa = certificates.AuthorityPem,
            Signer = new AuthoritySigner(certificates.Authority),
            ClusterSigningDuration = options.ClusterSigningDuration,
            OnFailure = (name, failure) => Log.ReconcileFailed(logger, name, failure),
        };
        ElectedComponents.Run(
            cluster, Api.ClientFor(UserIdentity.ControllerManager), Api.ClientFor(UserIdentity.Scheduler), controllers,
            options.LeaderElection);
    }

    /// <summary>Names and addresses that the server's certificate must hold.</summary>
    private static IEnumerable<string> Hosts(OrchestratorOptions options)
    {
        yield return options.Listen.Address.ToString();
        // The `kubernetes` Service's address, where programs find the API.
        yield return AddressRange.Parse(options.ServiceCidr)[1];
        yield return Environment.MachineName.ToLowerInvariant();
        if (options.Advertise is { } advertised)
            yield return advertised.Address.ToString();
        if (options.ControlPlaneEndpoint is { } endpoint)
            yield return ControlPlaneEndpoint.HostOf(endpoint);
        if (!ReachableAddress.IsAny(options.Listen.Address))
            yield break;
        foreach (var address in ReachableAddress.OfThisMachine())
            yield return address.ToString();
    }
}
