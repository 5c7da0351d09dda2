using Orchestrator.Simulation.Checks;
using Orchestrator.Simulation.Cluster;
using Orchestrator.Simulation.Faults;
using Orchestrator.Simulation.Workload;

namespace Orchestrator.Simulation;

/// <summary>A whole cluster, its users and its misfortunes, run from one seed on one thread in virtual time.</summary>
/// <remarks>
/// <code>
///   rounds:  users act · a fault begins or ends · time passes · the books are checked
///   then:    all faults end · the cluster must come to rest · everything is checked · nothing more is written
/// </code>
/// What must hold: docs/decisions/0095. Same options and seed: same run, step for step.
/// </remarks>
public sealed class ClusterSimulation
{
    private static readonly TimeSpan SettlePoll = TimeSpan.FromSeconds(5);

    /// <summary>What happened last may not have been noticed yet: a Node counts as alive for 50 seconds.</summary>
    private static readonly TimeSpan SettleMin = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LeaderMax = TimeSpan.FromSeconds(30);

    /// <summary>A store that follows reads again every fraction of a heartbeat, told of a row or not.</summary>
    private static readonly TimeSpan FollowMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan QuietFor = TimeSpan.FromMinutes(2);

    private readonly SimulationOptions _options;
    private readonly SimulatedActorSystem _system;
    private readonly SimulatedCluster _cluster;
    private readonly WorkloadGenerator _users;
    private readonly FaultGenerator _faults;
    private readonly Entropy _chance;

    private ClusterSimulation(ulong seed, SimulationOptions options)
    {
        _options = options;
        _system = new SimulatedActorSystem(seed);
        _cluster = new SimulatedCluster(_system, options);
        _users = new WorkloadGenerator(_cluster, _system.Fork("users"));
        _faults = new FaultGenerator(_cluster, _system.Fork("faults"));
        _chance = _system.Fork("rounds");
    }

    /// <summary>Runs one seed.</summary>
    /// <exception cref="SimulationException">An invariant did not hold; the text has the seed, what it was and the
    /// last steps.</exception>
    public static SimulationReport Run(ulong seed, SimulationOptions? options = null)
    {
        var simulation = new ClusterSimulation(seed, options ?? SimulationOptions.Default);
        try
        {
            return simulation.Run();
        }
        catch (Exception error)
        {
            var what = error is SimulationException ? error.Message : $"seed {seed}: {error.Message}";
            throw new SimulationException(seed, $"{what}\nfaults:{simulation.FaultLog}", error);
        }
    }

    private string FaultLog => string.Concat(_faults.Log.Select(line => $"\n  {line}"));

    private SimulationReport Run()
    {
        _system.RunFor(TimeSpan.FromSeconds(5));
        for (var round = 0; round < _options.Rounds; round++)
            RunRound();
        _faults.EndAll();
        CheckLeaders();
        var settled = Settle();
        CheckQuiet();
        CheckAtRest();
        return new SimulationReport(
            _system.Seed, _system.TraceHash, _system.Steps, _cluster.Chronicle.Revision, _system.Clock.Elapsed,
            settled);
    }

    private void RunRound()
    {
        for (var i = _chance.Next(4); i >= 0; i--)
            _users.Act();
        if (_options.WithFaults)
            _faults.Act();
        // Mostly moments, so that things fall together; now and then long enough for time limits to pass.
        _system.RunFor(_chance.Next(8) == 0
            ? TimeSpan.FromSeconds(_chance.Next(120))
            : TimeSpan.FromMilliseconds(_chance.Next(4000)));
        _cluster.CheckBooks();
    }

    /// <summary>However bad it was: once it is over, there is a leader within a Lease's duration and a few
    /// attempts.</summary>
    private void CheckLeaders()
    {
        _system.RunFor(LeaderMax);
        if (_cluster.Candidates?.Unmet() is { } unmet)
            throw new InvariantException($"{LeaderMax} after the last fault {unmet}");
    }

    /// <summary>How long it took.</summary>
    private TimeSpan Settle()
    {
        var began = _system.Clock.Elapsed;
        var convergence = new Convergence(_cluster);
        while (true)
        {
            // Again and again: a user may lose the race against a heartbeat.
            _users.Uncordon();
            _system.RunFor(SettlePoll);
            _cluster.CheckBooks();
            var unmet = _users.Pending > 0 ? $"{_users.Pending} requests have no answer" : convergence.Unmet();
            if (unmet is null && _system.Clock.Elapsed - began >= SettleMin)
                return _system.Clock.Elapsed - began;
            if (_system.Clock.Elapsed - began > _options.SettleMax)
                throw new InvariantException($"not at rest {_options.SettleMax} after the last fault: {unmet}");
        }
    }

    /// <summary>At rest nothing is written but signs of life: whoever writes on is chasing himself.</summary>
    private void CheckQuiet()
    {
        var from = _cluster.Chronicle.Revision;
        _system.RunFor(QuietFor);
        for (var revision = from + 1; revision <= _cluster.Chronicle.Revision; revision++)
        {
            var record = _cluster.Chronicle.At(revision)!;
            if (!IsSignOfLife(record.Key))
                throw new InvariantException($"at rest something wrote {record}");
        }
        var convergence = new Convergence(_cluster);
        if (convergence.Unmet() is null)
            return;
        // A sign of life may be on its way to its watchers.
        _system.RunFor(TimeSpan.FromSeconds(1));
        if (convergence.Unmet() is { } unmet)
            throw new InvariantException($"was at rest and is not any more: {unmet}");
    }

    private void CheckAtRest()
    {
        _cluster.CheckBooks();
        _cluster.Ledger.CheckAllAnswered();
        // The last sign of life may be on its way to those who follow.
        _system.RunUntil(
            () => _cluster.ControlPlanes.All(plane => plane.Store.Current.Revision == _cluster.Chronicle.Revision),
            FollowMax);
        foreach (var plane in _cluster.ControlPlanes)
            _cluster.Chronicle.CheckState(plane.Store.Current);
        foreach (var failure in _system.Failures)
        {
            if (failure.Exception is not (SimulatedCrashException or Store.Journals.JournalException))
                _cluster.Verdicts.Violated($"{failure.Path} failed by itself: {failure.Exception}");
        }
        _cluster.Verdicts.Check();
    }

    private static bool IsSignOfLife(string key) =>
        key.StartsWith("/registry/leases/", StringComparison.Ordinal)
        || key.StartsWith("/registry/events/", StringComparison.Ordinal)
        || key.StartsWith("/registry/nodes/", StringComparison.Ordinal);
}
