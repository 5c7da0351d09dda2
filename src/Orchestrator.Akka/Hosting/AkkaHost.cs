using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Akka.Cluster;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Joining;
using Orchestrator.Store;

namespace Orchestrator.Akka.Hosting;

/// <summary>One member of an Akka cluster: a control plane, nodes, or both, as its roles say.</summary>
/// <remarks>
/// <code>
/// await using var member = await AkkaHost.StartAsync(new()
/// {
///     Configuration = AkkaConfiguration.Load("control-plane.conf"),
///     DataDirectory = "data",
///     Journal = "postgres://orchestrator@10.0.0.9:5432/orchestrator",
/// });
/// </code>
/// A node needs no certificate and no token: the members of a cluster trust each other, so remoting must be closed to
/// all others. See docs/flows/an-akka-cluster.md.
/// </remarks>
public sealed class AkkaHost : IAsyncDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>More than all phases of CoordinatedShutdown together.</summary>
    private static readonly TimeSpan LeaveMax = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemberDirectory _data;
    private readonly AkkaCluster _cluster;
    private readonly ILogger _logger;
    private readonly OrderlyStop _stop;
    private MemberControlPlane? _controlPlane;
    private MemberNodes? _nodes;
    private int _stopping;

    private AkkaHost(AkkaCluster cluster, MemberDirectory data, TimeProvider time, ILogger logger)
    {
        (_cluster, _data, _logger) = (cluster, data, logger);
        _stop = new OrderlyStop(time, logger);
        // After the singletons have been handed over and before the ActorSystem ends, whether it leaves or was given
        // up.
        CoordinatedShutdown.Get(cluster.Akka).AddTask(
            CoordinatedShutdown.PhaseClusterShutdown, "stop-control-plane", async () =>
            {
                await StopControlPlaneAsync();
                return global::Akka.Done.Instance;
            });
    }

    /// <summary>Who the members are, and what runs on one of them only.</summary>
    public ICluster Cluster => _cluster;

    /// <summary>Of a control plane: where its API answers, such as <c>https://127.0.0.1:6443</c>.</summary>
    public string? Address => Endpoint is { } endpoint ? $"https://{ReachableAddress.Local(endpoint)}" : null;

    /// <inheritdoc cref="Address"/>
    public IPEndPoint? Endpoint => _controlPlane?.Plane.Http.Address;

    /// <summary>Of a control plane: a kubeconfig with the administrator's certificate.</summary>
    public string? KubeconfigPath => _controlPlane is null ? null : _data.Layout.AdminKubeconfig;

    /// <summary>Of a control plane: the API as the administrator, in process.</summary>
    public IApiClient? Api => _controlPlane?.Plane.Api.ClientFor(
        UserIdentity.Of("kubernetes-admin", UserIdentity.MastersGroup));

    /// <summary>Of a control plane: the cluster's state, as this member has it.</summary>
    public IStore? Store => _controlPlane?.Plane.Store;

    public IReadOnlyList<string> NodeNames => _nodes?.Names ?? [];

    /// <summary>Completes, with the reason, when this process is out without having been asked to leave: the others
    /// have given it up, it made room for one that reaches the journal, or its ActorSystem died.</summary>
    /// <remarks>Its API is closed then, and its kubelets have stopped; the Pods' programs run on, and the next start
    /// takes them over. Only a new member can come back: dispose of this one and start again, best by ending the
    /// process under a supervisor.</remarks>
    public Task<string> Ended => _ended.Task;

    /// <inheritdoc cref="OrchestratorHost.LeftBehind"/>
    public IReadOnlyList<string> LeftBehind => _stop.Left;

    /// <summary>It has ended, or is ending, because it was to write the journal and could not reach it, while another
    /// control plane could.</summary>
    public bool HasLostJournal => ShutdownReason is JournalLost;

    /// <summary>Joins, and starts what the roles say; returns when the API answers and the kubelets run.</summary>
    /// <exception cref="AkkaConfigurationException">The configuration's roles cannot work.</exception>
    /// <exception cref="ArgumentException">Options that cannot work.</exception>
    /// <exception cref="JoinException">The cluster cannot be joined so; the text says what to do.</exception>
    /// <exception cref="DataDirectoryException">The data directory cannot be used.</exception>
    /// <exception cref="Orchestrator.Store.Journals.JournalException">The journal cannot be used; the text says what to
    /// do.</exception>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<AkkaHost> StartAsync(
        AkkaHostOptions options, ILoggerFactory? loggers = null, CancellationToken cancellation = default)
    {
        var plan = MemberPlan.Of(options);
        loggers ??= NullLoggerFactory.Instance;
        var data = MemberDirectory.Open(options.DataDirectory);
        AkkaHost? host = null;
        try
        {
            var journal = plan.IsControlPlane ? MemberJournal.For(options.Journal, data.Layout) : null;
            var cluster = MemberStart.Start(plan, journal, loggers);
            host = new AkkaHost(cluster, data, options.StopTime, loggers.CreateLogger("orchestrator"));
            var starting = host.StartAsync(plan, journal, cancellation);
            // What a member waits for while it starts, a leader or its keys, may never come once it is out.
            if (await Task.WhenAny(starting, host.Ended) != starting)
                throw new JoinException($"this member ended before it was ready: {await host.Ended}");
            await starting;
            return host;
        }
        catch
        {
            // The error of the start counts, not what its undoing met.
            if (host is not null)
                await host.StopAsync();
            else
                data.Dispose();
            throw;
        }
    }

    /// <summary>Waits until every node of this member stands in the cluster and is Ready.</summary>
    public Task ReadyAsync(CancellationToken cancellation = default) =>
        _nodes?.ReadyAsync(LookPeriod, cancellation) ?? Task.CompletedTask;

    /// <summary>Kills the Pods' programs, without asking them and without waiting; not where they are to be
    /// kept.</summary>
    /// <remarks>For an end that cannot wait for <see cref="DisposeAsync"/>, which may be under way.</remarks>
    public void KillWorkloads() => _nodes?.KillWorkloads();

    /// <summary>Stops in order: nodes with their workloads; its identity Lease and address; what is placed here, handed
    /// over while the store still answers; HTTPS, API, store, and the ActorSystem with the journal.</summary>
    /// <remarks>Bounded: a part that does not end in time is named in the log, and the others end without it.</remarks>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.ThrowIfFailed();
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            await StopNodesAsync(keepWorkloads: false);
            if (_controlPlane is not null)
                await _controlPlane.WithdrawAsync(_stop);
        }
        await _stop.EndAsync(
            "the place among the members", LeaveMax, _cluster.DisposeAsync, () => _cluster.Actors.Living());
        await StopControlPlaneAsync();
        _data.Dispose();
    }

    /// <summary>Ends without a word to anybody, as a process that is killed does, as far as one can from
    /// within.</summary>
    internal async Task AbortAsync()
    {
        ((ExtendedActorSystem)_cluster.Akka).Abort();
        await Ended;
    }

    /// <summary>Gives another member up, as the split-brain resolver would.</summary>
    internal void Down(string address) =>
        global::Akka.Cluster.Cluster.Get(_cluster.Akka).Down(global::Akka.Actor.Address.Parse(address));

    private CoordinatedShutdown.Reason? ShutdownReason => CoordinatedShutdown.Get(_cluster.Akka).ShutdownReason;

    private async Task StartAsync(MemberPlan plan, MemberJournal? journal, CancellationToken cancellation)
    {
        _cluster.Actors.Failed += failure => Log.ActorFailed(_logger, failure);
        await MemberStart.JoinedAsync(_cluster, plan, journal, cancellation);
        _ = WatchAsync();
        var connector = new Orchestrator.Node.Kubelet.InProcessNodeConnector();
        if (journal is not null)
        {
            _controlPlane = await MemberControlPlane.StartAsync(
                _cluster, plan, journal, _data.Layout, connector, _logger, cancellation);
        }
        if (plan.NodeNames.Count > 0)
        {
            _nodes = await MemberNodes.StartAsync(
                _cluster, plan, _controlPlane?.Plane, _data.Layout, connector, _logger, cancellation);
        }
    }

    private async Task WatchAsync()
    {
        await _cluster.Ended;
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return;
        await StopNodesAsync(keepWorkloads: true);
        await StopControlPlaneAsync();
        var reason = ShutdownReason switch
        {
            JournalLost lost => lost.Text,
            CoordinatedShutdown.ClusterDowningReason => "the other members have given it up, and go on without it",
            _ => "its ActorSystem ended",
        };
        MemberLog.Ended(_logger, reason);
        _ended.TrySetResult(reason);
    }

    private async Task StopNodesAsync(bool keepWorkloads)
    {
        if (_nodes is not null)
            await _nodes.StopAsync(_stop, keepWorkloads);
    }

    private Task StopControlPlaneAsync() => _controlPlane?.StopAsync(_stop) ?? Task.CompletedTask;
}
