using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Controllers;
using Orchestrator.Controllers.Certificates;
using Orchestrator.Scheduler;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Hosting;

/// <summary>Store, API server, controllers and scheduler of one process, started in that order and stopped in the other.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly IActorSystem _system;
    private readonly IJournal _journal;
    private readonly StoreHost _store;
    private readonly List<IActorRef> _trees = [];

    private ControlPlane(IActorSystem system, IJournal journal, StoreHost store)
    {
        _system = system;
        _journal = journal;
        _store = store;
    }

    public ApiServerCore Api { get; private set; } = null!;

    public ApiServerHost Http { get; private set; } = null!;

    public IStore Store => _store;

    /// <summary>What tells the cluster from others, <c>sha256:…</c>.</summary>
    public string AuthorityPin { get; private set; } = "";

    public static async Task<ControlPlane> StartAsync(
        IActorSystem system, OrchestratorOptions options, DataLayout data, INodeConnector nodes, ILogger logger,
        CancellationToken cancellation)
    {
        // Keys take as long to make as the store to open: side by side.
        var certificates = Task.Run(() => ClusterCertificates.LoadOrCreate(data.Pki, Hosts(options), system.Time), cancellation);
        IJournal journal = data.IsTemporary
            ? new MemoryJournal()
            : await SqliteJournal.OpenAsync(data.Store, system.Time, cancellation);
        var plane = new ControlPlane(system, journal, StoreHost.Start(system, journal, new KindObjectCodec()));
        try
        {
            await plane._store.ReadyAsync(cancellation);
            await plane.ServeAsync(options, data, nodes, await certificates, logger, cancellation);
            plane.StartComponents(await certificates, logger);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _trees.Count - 1; i >= 0; i--)
            await _system.StopAsync(_trees[i]);
        if (Http is not null)
            await Http.DisposeAsync();
        if (Api is not null)
            await Api.DisposeAsync();
        await _store.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private async Task ServeAsync(
        OrchestratorOptions options, DataLayout data, INodeConnector nodes, ClusterCertificates certificates,
        ILogger logger, CancellationToken cancellation)
    {
        var server = new ApiServerOptions { ServiceCidr = options.ServiceCidr };
        var ports = new ApiServerPorts(_system, _store, nodes) { Audit = options.Audit };
        Api = await ApiServerCore.StartAsync(ports, server, cancellation);
        var front = new ApiServerHostOptions(certificates)
        {
            Listen = options.Listen,
            Tokens = Api.BootstrapTokens,
            OnFailure = (request, error) => Log.RequestFailed(logger, request, error),
        };
        Http = await ApiServerHost.StartAsync(Api, front, cancellation);
        AuthorityPin = Joining.AuthorityPin.Of(certificates.Authority);
        var reachable = Reachable(Http.Address);
        AdminKubeconfig.Write(data.AdminKubeconfig, certificates, $"https://{reachable}");
        await Api.Bootstrapper.EnsureClusterInfoAsync(
            certificates.AuthorityPem, $"https://{reachable}", cancellation);
        await Api.Bootstrapper.EnsureKubernetesServiceAsync(
            reachable.Address.ToString(), reachable.Port, cancellation);
    }

    private void StartComponents(ClusterCertificates certificates, ILogger logger)
    {
        var controllers = new ControllerManagerOptions
        {
            RootCa = certificates.AuthorityPem,
            Signer = new AuthoritySigner(certificates.Authority),
            OnFailure = (name, failure) => Log.ReconcileFailed(logger, name, failure),
        };
        var manager = Api.ClientFor(UserIdentity.ControllerManager);
        _trees.Add(_system.Spawn("controllers", () => new ControllerManager(manager, controllers)));
        var scheduler = Api.ClientFor(UserIdentity.Scheduler);
        var informers = SharedInformers.Spawn(_system, "scheduler-informers", scheduler);
        _trees.Add(informers.Actor);
        _trees.Add(SchedulerActor.Spawn(_system, scheduler, informers));
    }

    /// <summary>Where clients on this machine reach an endpoint that may be bound to all addresses.</summary>
    internal static IPEndPoint Reachable(IPEndPoint bound) => bound.Address switch
    {
        var any when any.Equals(IPAddress.Any) => new(IPAddress.Loopback, bound.Port),
        var any when any.Equals(IPAddress.IPv6Any) => new(IPAddress.IPv6Loopback, bound.Port),
        _ => bound,
    };

    /// <summary>Names and addresses that the server's certificate must hold.</summary>
    private static IEnumerable<string> Hosts(OrchestratorOptions options)
    {
        yield return options.Listen.Address.ToString();
        yield return Environment.MachineName.ToLowerInvariant();
        if (!options.Listen.Address.Equals(IPAddress.Any) && !options.Listen.Address.Equals(IPAddress.IPv6Any))
            yield break;
        foreach (var address in Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork))
            yield return address.ToString();
    }
}
