using Orchestrator.Scheduler.Plugins;

namespace Orchestrator.Scheduler.Framework;

/// <summary>The plugins of one scheduler, in the order they are asked.</summary>
public sealed record PluginSet
{
    public required IReadOnlyList<IFilterPlugin> Filters { get; init; }

    public required IReadOnlyList<IScorePlugin> Scores { get; init; }

    public IPostFilterPlugin? PostFilter { get; init; }

    public IReadOnlyList<IReservePlugin> Reserves { get; init; } = [];

    /// <summary>Every plugin that filters: what the queue asks for hints.</summary>
    public IReadOnlyList<IPlugin> Rejecting => Filters;

    /// <summary>kube-scheduler's default profile as far as it is built: its order, its weights. Made anew for each
    /// scheduler, since plugins keep state.</summary>
    public static PluginSet Default()
    {
        var taints = new TaintTolerationPlugin();
        var affinity = new NodeAffinityPlugin();
        var fit = new NodeResourcesFitPlugin();
        return new()
        {
            Filters =
            [
                new NodeUnschedulablePlugin(), new NodeNamePlugin(), taints, affinity, new NodePortsPlugin(), fit,
            ],
            Scores = [taints, affinity, fit, new NodeResourcesBalancedAllocationPlugin()],
            PostFilter = new DefaultPreemptionPlugin(),
        };
    }
}
