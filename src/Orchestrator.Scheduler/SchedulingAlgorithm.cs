using Orchestrator.Actors;
using Orchestrator.Scheduler.Cache;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler;

/// <summary>Finds a node for one Pod: filter nodes until enough pass, score those, take one of the best at
/// random.</summary>
/// <remarks>
/// Nodes are looked at from where the last cycle ended, round and round, so that all get their turn although a
/// cycle of a large cluster looks only at a part. Reads the cache and writes nothing; its buffers serve every cycle.
/// </remarks>
public sealed class SchedulingAlgorithm(
    PluginSet plugins, SchedulerCache cache, Entropy entropy, int? percentageOfNodesToScore = null)
{
    private readonly List<IFilterPlugin> _filters = [];
    private readonly Diagnosis _diagnosis = new();
    private NodeInfo[] _feasible = [];
    private long[] _scores = [];
    private long[] _totals = [];
    private int _nextStart;

    public ScheduleResult Schedule(PodInfo pod)
    {
        var nodes = cache.Nodes;
        if (nodes.IsEmpty)
            return new(null, 0, 0, "no nodes available to schedule pods", []);

        _diagnosis.Reset(nodes.Length);
        var named = PreFilter(pod);
        var feasible = _diagnosis.PreFilterRejection is not null ? 0
            : named is not null ? FilterNamed(pod, named)
            : FilterFromStart(pod, nodes);
        if (feasible == 0)
            return Failed(pod, nodes);

        var evaluated = feasible + _diagnosis.RejectedCount;
        var node = feasible == 1 ? _feasible[0] : Best(pod, _feasible.AsSpan(0, feasible));
        return new(node, evaluated, feasible, null, []);
    }

    /// <summary>How many passing nodes are enough: all below 100, then a share that falls from 50 % as the cluster
    /// grows, never under 5 % or 100 nodes.</summary>
    public static int FeasibleNodesToFind(int nodes, int? percentage)
    {
        const int Few = 100;
        if (nodes < Few)
            return nodes;
        var share = percentage is > 0 ? percentage.Value : Math.Max(5, 50 - nodes / 125);
        return share >= 100 ? nodes : Math.Max(Few, (int)((long)nodes * share / 100));
    }

    // Leaves in _filters the plugins that have something to say of nodes, and returns the only nodes that can do,
    // if known.
    private IReadOnlySet<string>? PreFilter(PodInfo pod)
    {
        IReadOnlySet<string>? named = null;
        _filters.Clear();
        foreach (var plugin in plugins.Filters)
        {
            var result = plugin.PreFilter(pod);
            if (result.Rejection is { } rejection)
            {
                _diagnosis.PreFilterRejection = rejection;
                return null;
            }
            if (!result.IsSkipped)
                _filters.Add(plugin);
            if (result.NodeNames is not { } names)
                continue;
            named = named is null ? names : new HashSet<string>(named.Where(names.Contains), StringComparer.Ordinal);
            _diagnosis.AbsentNodes = new Rejection(
                plugin.Name, IsResolvable: false, $"node(s) didn't satisfy plugin(s) [{plugin.Name}]");
        }
        return named;
    }

    private int FilterNamed(PodInfo pod, IReadOnlySet<string> names)
    {
        EnsureRoom(names.Count);
        var feasible = 0;
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (cache.Node(name) is { } node && IsFeasible(pod, node))
                _feasible[feasible++] = node;
        }
        return feasible;
    }

    private int FilterFromStart(PodInfo pod, ReadOnlySpan<NodeInfo> nodes)
    {
        var enough = FeasibleNodesToFind(nodes.Length, percentageOfNodesToScore);
        EnsureRoom(enough);
        var (feasible, looked) = (0, 0);
        var index = _nextStart % nodes.Length;
        while (looked < nodes.Length && feasible < enough)
        {
            var node = nodes[index];
            looked++;
            if (++index == nodes.Length)
                index = 0;
            if (IsFeasible(pod, node))
                _feasible[feasible++] = node;
        }
        _nextStart = index;
        return feasible;
    }

    private bool IsFeasible(PodInfo pod, NodeInfo node)
    {
        foreach (var plugin in _filters)
        {
            if (plugin.Filter(pod, node) is not { } rejection)
                continue;
            _diagnosis.Reject(node, rejection);
            return false;
        }
        return true;
    }

    private ScheduleResult Failed(PodInfo pod, ReadOnlySpan<NodeInfo> nodes)
    {
        var rejectedBy = _diagnosis.RejectingPlugins();
        _diagnosis.PostFilterMessage = plugins.PostFilter?.PostFilter(pod, nodes, _diagnosis) ?? "";
        return new(null, nodes.Length, 0, _diagnosis.Message(), rejectedBy);
    }

    private NodeInfo Best(PodInfo pod, ReadOnlySpan<NodeInfo> nodes)
    {
        var scores = _scores.AsSpan(0, nodes.Length);
        var totals = _totals.AsSpan(0, nodes.Length);
        totals.Clear();
        foreach (var plugin in plugins.Scores)
        {
            if (!plugin.PreScore(pod, nodes))
                continue;
            for (var i = 0; i < nodes.Length; i++)
                scores[i] = plugin.Score(pod, nodes[i]);
            plugin.NormalizeScores(scores);
            for (var i = 0; i < nodes.Length; i++)
                totals[i] += scores[i] * plugin.Weight;
        }
        return nodes[OneOfTheHighest(totals)];
    }

    // Counts the highest first, so that the choice costs one draw, however many are equal.
    private int OneOfTheHighest(ReadOnlySpan<long> totals)
    {
        var (highest, equals) = (long.MinValue, 0);
        foreach (var total in totals)
        {
            if (total > highest)
                (highest, equals) = (total, 1);
            else if (total == highest)
                equals++;
        }
        var chosen = equals == 1 ? 0 : entropy.Next(equals);
        for (var i = 0; ; i++)
        {
            if (totals[i] == highest && chosen-- == 0)
                return i;
        }
    }

    private void EnsureRoom(int feasible)
    {
        if (_feasible.Length >= feasible)
            return;
        var size = Math.Max(feasible, 2 * _feasible.Length);
        _feasible = new NodeInfo[size];
        _scores = new long[size];
        _totals = new long[size];
    }
}
