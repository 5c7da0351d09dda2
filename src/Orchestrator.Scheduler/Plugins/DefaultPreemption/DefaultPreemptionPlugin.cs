using System.Globalization;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>The place of preemption. Until Pods have priorities there is never a victim; what is said is
/// kube-scheduler's sentence for that.</summary>
/// <remarks>Victims would be Pods of lower priority on nodes whose rejection is resolvable. It evicts nothing yet:
/// such a node counts as one that preemption does not help.</remarks>
public sealed class DefaultPreemptionPlugin : IPostFilterPlugin
{
    private const string NoVictims = "No preemption victims found for incoming pod";
    private const string NotHelpful = "Preemption is not helpful for scheduling";

    public string PostFilter(PodInfo pod, ReadOnlySpan<NodeInfo> nodes, Diagnosis diagnosis)
    {
        if (pod.Pod.Spec.PreemptionPolicy == "Never")
            return "preemption: not eligible due to preemptionPolicy=Never.";
        var (without, unhelpful) = (0, 0);
        foreach (var node in nodes)
        {
            if (diagnosis.Of(node) is { IsResolvable: true } && !HasLowerPriority(node, pod.Priority))
                without++;
            else
                unhelpful++;
        }
        return $"preemption: 0/{nodes.Length.ToString(CultureInfo.InvariantCulture)} nodes are available: "
            + Diagnosis.Histogram(Outcomes(without, unhelpful)) + ".";
    }

    private static IEnumerable<(string, int)> Outcomes(int without, int unhelpful)
    {
        if (without > 0)
            yield return (NoVictims, without);
        if (unhelpful > 0)
            yield return (NotHelpful, unhelpful);
    }

    private static bool HasLowerPriority(NodeInfo node, int priority)
    {
        for (var i = 0; i < node.Pods.Count; i++)
        {
            if (node.Pods[i].Priority < priority)
                return true;
        }
        return false;
    }
}
