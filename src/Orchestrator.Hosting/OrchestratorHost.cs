using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Node.Http;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store;

namespace Orchestrator.Hosting;

/// <summary>A whole cluster in this process: control plane and nodes.</summary>
/// <remarks>
/// <code>
/// await using var cluster = await OrchestratorHost.StartAsync(
///     new() { DataDirectory = "data", Listen = new(IPAddress.Loopback, 0) });
/// Environment.SetEnvironmentVariable("KUBECONFIG", cluster.KubeconfigPath);
/// </code>
/// </remarks>
public sealed class OrchestratorHost : IAsyncDisposable
{
    private static readonly TimeSpan PortMax = TimeSpan.FromSeconds(10), ActorsMax = TimeSpan.FromSeconds(15);

    private readonly ThreadedActorSystem _system;
    private readonly DataLayout _data;
    private readonly ControlPlane _controlPlane;
    private readonly Nodes _nodes;
    private readonly KubeletServer? _kubelets;
    private readonly ILogger _logger;

    private OrchestratorHost(
        ThreadedActorSystem system, DataLayout data, ControlPlane controlPlane, Nodes nodes, KubeletServer? kubelets,
        ILogger logger)
    {
        _logger = logger;
        _kubelets = kubelets;
        _system = system;
        _data = data;
        _controlPlane = controlPlane;
        _nodes = nodes;
    }

    /// <summary>Where the API answers, HTTPS.</summary>
    public IPEndPoint Endpoint => _controlPlane.Http.Address;

    /// <summary>The URL that the kubeconfig names.</summary>
    public string Address => $"https://{ReachableAddress.Local(Endpoint)}";

    /// <summary>A kubeconfig with the administrator's certificate.</summary>
    public string KubeconfigPath => _data.AdminKubeconfig;

    /// <summary>After <see cref="DisposeAsync"/>: the parts that did not end in time, such as <c>the store</c>. The log
    /// has what they waited for; the process' end ends them.</summary>
    public IReadOnlyList<string> LeftBehind { get; private set; } = [];

    public IReadOnlyList<string> NodeNames => _nodes.Names;

    /// <summary>The authority's key as <c>orchestrator join --ca-cert-hash</c> takes it, such as
    /// <c>sha256:8f3a…</c>.</summary>
    public string CaCertHash => _controlPlane.AuthorityPin;

    /// <summary>The API as the administrator, in process.</summary>
    public IApiClient Api =>
        _controlPlane.Api.ClientFor(UserIdentity.Of("kubernetes-admin", UserIdentity.MastersGroup));

    /// <summary>The cluster's state and its history: every retained write, with its revision.</summary>
    public IStore Store => _controlPlane.Store;

    /// <summary>Starts everything; returns when the API answers.</summary>
    /// <exception cref="DataDirectoryException">The data directory cannot be used.</exception>
    /// <exception cref="Orchestrator.Store.Journals.JournalException">The journal cannot be used;
    /// the text says what to do.</exception>
    /// <exception cref="ArgumentException">Options that cannot work.</exception>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<OrchestratorHost> StartAsync(
        OrchestratorOptions options, ILoggerFactory? loggers = null, CancellationToken cancellation = default)
    {
        options.LeaderElection.Validate();
        if (options.ClusterSigningDuration < OrchestratorOptions.ClusterSigningDurationMin
            || options.CertificateValidityPeriod < OrchestratorOptions.ClusterSigningDurationMin)
        {
            throw new ArgumentException(
                $"certificates must be valid for {OrchestratorOptions.ClusterSigningDurationMin.TotalSeconds:0} s or "
                    + "more");
        }
        if (options.ControlPlaneEndpoint is { } endpoint && ControlPlaneEndpoint.Parse(endpoint) != endpoint)
            throw new ArgumentException($"the control-plane endpoint is HOST:PORT, not '{endpoint}'");
        var names = NodeNaming.Of(options.NodeName, options.Nodes);
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("orchestrator");
        var data = DataLayout.Prepare(options.DataDirectory);
        var system = new ThreadedActorSystem();
        system.Failed += failure => Log.ActorFailed(logger, failure);
        ControlPlane? controlPlane = null;
        KubeletServer? kubelets = null;
        try
        {
            var connector = new InProcessNodeConnector();
            controlPlane = await ControlPlane.StartAsync(
                new ControlPlanePorts(system, connector), options, data, logger, cancellation);
            var api = controlPlane.Api;
            var plan = PlanOf(options, names, data, controlPlane);
            kubelets = await controlPlane.ServeKubeletsAsync(plan.Names, plan.Pods, cancellation);
            if (kubelets is not null)
                plan = plan with { KubeletPort = kubelets.Port, InternalIp = controlPlane.KubeletAddress.ToString() };
            var nodes = await Nodes.StartAsync(
                system, plan, name => api.ClientFor(UserIdentity.Node(name)),
                () => api.ClientFor(UserIdentity.KubeProxy), connector, logger);
            return new OrchestratorHost(system, data, controlPlane, nodes, kubelets, logger);
        }
        catch
        {
            await EndAsync(new OrderlyStop(system.Time, logger), system, controlPlane, kubelets);
            data.Remove();
            throw;
        }
    }

    /// <summary>Kills the Pods' programs, without asking them and without waiting;
    /// not where they are to be kept.</summary>
    /// <remarks>For an end that cannot wait for <see cref="DisposeAsync"/>, which may be under way: milliseconds.
    /// Nothing is started any more. What it misses in that moment, the next start takes over.</remarks>
    public void KillWorkloads() => _nodes.KillWorkloads();

    /// <summary>Stops in order: nodes with their workloads, controllers and scheduler, the API, the store.</summary>
    /// <remarks>Bounded: a part that does not end in time is named in the log, and the others end without it.</remarks>
    public async ValueTask DisposeAsync()
    {
        var stop = new OrderlyStop(_system.Time, _logger);
        await _nodes.StopAsync(stop);
        await EndAsync(stop, _system, _controlPlane, _kubelets);
        _data.Remove();
        LeftBehind = stop.Left;
        stop.ThrowIfFailed();
    }

    /// <summary>Ends what the nodes need.</summary>
    private static async Task EndAsync(
        OrderlyStop stop, ThreadedActorSystem system, ControlPlane? controlPlane, KubeletServer? kubelets)
    {
        if (kubelets is not null)
            await stop.EndAsync("the kubelets' port", PortMax, kubelets.DisposeAsync);
        if (controlPlane is not null)
            await controlPlane.StopAsync(stop);
        await stop.EndAsync("actors", ActorsMax, system.DisposeAsync, () => system.Living());
    }

    private static NodesPlan PlanOf(
        OrchestratorOptions options, IReadOnlyList<string> names, DataLayout data, ControlPlane controlPlane) => new()
        {
            Names = names,
            Runtime = options.Runtime,
            Data = data,
            Cluster = controlPlane.AuthorityPin,
            KeepWorkloads = options.KeepWorkloads,
            ConnectionDrainTimeout = options.ConnectionDrainTimeout,
        };
}
