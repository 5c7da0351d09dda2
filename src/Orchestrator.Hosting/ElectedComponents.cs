using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Controllers;
using Orchestrator.Scheduler;

namespace Orchestrator.Hosting;

/// <summary>Controllers and scheduler of one control plane: running at once, or while they lead.</summary>
internal sealed class ElectedComponents : IAsyncDisposable
{
    private const string Scheduler = "default-scheduler";

    private readonly IActorSystem _system;
    private readonly LeaderElectionSettings? _election;
    private readonly string _identity;
    private readonly ILogger _logger;
    private readonly LeadershipMetrics _metrics = new();
    private readonly List<IActorRef> _trees = [];

    private ElectedComponents(
        IActorSystem system, LeaderElectionSettings? election, string identity, ILogger logger)
    {
        _system = system;
        _election = election;
        _identity = identity;
        _logger = logger;
    }

    /// <param name="manager">The API as the controller manager.</param>
    /// <param name="scheduler">The API as the scheduler.</param>
    /// <param name="election">Null: both run at once.</param>
    /// <param name="identity">Who this process is among the candidates, <c>host_uid</c>.</param>
    public static ElectedComponents Start(
        IActorSystem system, IApiClient manager, IApiClient scheduler, ControllerManagerOptions controllers,
        LeaderElectionSettings? election, string identity, ILogger logger)
    {
        var components = new ElectedComponents(system, election, identity, logger);
        components.Run(
            new Component("controllers", election?.ResourceName ?? "", "kube-controller-manager", manager),
            api => new ControllerManager(api, controllers));
        components.Run(
            new Component("scheduler", election?.SchedulerResourceName ?? "", Scheduler, scheduler),
            api => new SchedulerTree(api, new SchedulerOptions { SchedulerName = Scheduler }));
        return components;
    }

    /// <summary>Stops both, and gives their Leases up.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = _trees.Count - 1; i >= 0; i--)
            await _system.StopAsync(_trees[i]);
        _metrics.Dispose();
    }

    private void Run<TMessage>(Component component, Func<IApiClient, Actor<TMessage>> tree)
    {
        if (_election is null)
        {
            _trees.Add(_system.Spawn(component.Tree, () => tree(component.Api)));
            return;
        }
        var failures = new LastFailure();
        var options = _election.OptionsFor(component.Lease, _identity) with
        {
            OnChange = leads => Changed(component, leads),
            OnFailure = error => Failed(component, failures, error),
        };
        var events = EventRecorder.Spawn(
            _system, $"{component.Tree}-election-events", component.Api, component.Reporter);
        _metrics.Set(component.Lease, false);
        _trees.Add(_system.Spawn(component.Tree, () => new LeaderElector(
            component.Api, options,
            (context, leadership) => context.Spawn("led", () => tree(leadership.Attach(component.Api))),
            events)));
    }

    private void Changed(Component component, bool leads)
    {
        _metrics.Set(component.Lease, leads);
        Log.Leadership(_logger, _identity, leads ? "leads" : "no longer leads", component.Lease);
    }

    private void Failed(Component component, LastFailure last, Exception error)
    {
        if (last.IsNews(error.Message))
            Log.ElectionFailed(_logger, component.Lease, error.Message);
    }

    /// <param name="Tree">Name of its actor tree.</param>
    /// <param name="Lease">Name of the Lease it is elected by.</param>
    /// <param name="Reporter">Its name in Events.</param>
    private sealed record Component(string Tree, string Lease, string Reporter, IApiClient Api);

    /// <summary>An outage is told once, not every two seconds.</summary>
    private sealed class LastFailure
    {
        private string? _message;

        public bool IsNews(string message) => Interlocked.Exchange(ref _message, message) != message;
    }
}
