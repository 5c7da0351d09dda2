using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps a Pod to nodes that meet its nodeSelector and required affinity, and prefers those that meet its
/// preferred terms.</summary>
public sealed class NodeAffinityPlugin : IFilterPlugin, IScorePlugin
{
    private static readonly Rejection NoMatch =
        new("NodeAffinity", IsResolvable: false, "node(s) didn't match Pod's node affinity/selector");

    private static readonly Rejection TermsConflict =
        new("NodeAffinity", IsResolvable: false, "pod affinity terms conflict");

    public string Name => "NodeAffinity";

    public int Weight => 2;

    public ClusterEventKinds Events => ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabelsChanged;

    public PreFilterResult PreFilter(PodInfo pod)
    {
        var required = Required(pod);
        if (required is null)
            return pod.Pod.Spec.NodeSelector.IsEmpty ? PreFilterResult.Skip : PreFilterResult.Run;

        // Terms are alternatives: only when each one names nodes are the nodes known without looking at all of them.
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in required.NodeSelectorTerms)
        {
            if (NodeTerm.NamedNodes(term) is not { } named)
                return PreFilterResult.Run;
            names.UnionWith(named);
        }
        if (required.NodeSelectorTerms.IsEmpty)
            return PreFilterResult.Run;
        return names.Count == 0 ? PreFilterResult.Reject(TermsConflict) : PreFilterResult.Only(names);
    }

    public Rejection? Filter(PodInfo pod, NodeInfo node) => IsMatch(pod.Pod.Spec, node.Node!) ? null : NoMatch;

    public bool PreScore(PodInfo pod, ReadOnlySpan<NodeInfo> nodes) =>
        pod.Pod.Spec.Affinity?.NodeAffinity is { PreferredDuringSchedulingIgnoredDuringExecution.IsEmpty: false };

    public long Score(PodInfo pod, NodeInfo node)
    {
        long sum = 0;
        foreach (var term in pod.Pod.Spec.Affinity!.NodeAffinity!.PreferredDuringSchedulingIgnoredDuringExecution)
        {
            if (NodeTerm.Matches(term.Preference, node.Node!))
                sum += term.Weight;
        }
        return sum;
    }

    public void NormalizeScores(Span<long> scores) => Scores.Normalize(scores, reverse: false);

    /// <summary>Worth it when the node matches now and did not before.</summary>
    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) =>
        change.Node.Node is { } node && IsMatch(pod.Pod.Spec, node)
        && (change.OldNode is not { } old || !IsMatch(pod.Pod.Spec, old));

    private static NodeSelector? Required(PodInfo pod) =>
        pod.Pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;

    private static bool IsMatch(PodSpec spec, Node node)
    {
        foreach (var (key, value) in spec.NodeSelector)
        {
            if (!node.Metadata.Labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }
        if (spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required)
            return true;
        foreach (var term in required.NodeSelectorTerms)
        {
            if (NodeTerm.Matches(term, node))
                return true;
        }
        return false;
    }
}
