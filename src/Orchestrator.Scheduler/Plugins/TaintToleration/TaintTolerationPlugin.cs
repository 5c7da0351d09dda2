using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps Pods from nodes whose taints they do not tolerate, and prefers nodes with fewer soft
/// taints.</summary>
public sealed class TaintTolerationPlugin : IFilterPlugin, IScorePlugin
{
    // One rejection per taint for all nodes that carry it; started over when a cluster makes up taints without end.
    private const int RejectionsMax = 1000;

    private readonly Dictionary<(string Key, string Value), Rejection> _rejections = [];
    private readonly List<Toleration> _preferring = [];

    public string Name => "TaintToleration";

    public int Weight => 3;

    public ClusterEventKinds Events => ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeTaintsChanged;

    public PreFilterResult PreFilter(PodInfo pod) => PreFilterResult.Run;

    public Rejection? Filter(PodInfo pod, NodeInfo node)
    {
        foreach (var taint in node.HardTaints)
        {
            if (!Tolerations.Tolerates(pod.Pod.Spec.Tolerations, taint))
                return Untolerated(taint);
        }
        return null;
    }

    public bool PreScore(PodInfo pod, ReadOnlySpan<NodeInfo> nodes)
    {
        _preferring.Clear();
        foreach (var toleration in pod.Pod.Spec.Tolerations)
        {
            if (toleration.Effect is null or "" or "PreferNoSchedule")
                _preferring.Add(toleration);
        }
        foreach (var node in nodes)
        {
            if (node.SoftTaints.Length > 0)
                return true;
        }
        return false;
    }

    /// <summary>How many soft taints the Pod does not tolerate; fewer is better, see
    /// <see cref="NormalizeScores"/>.</summary>
    public long Score(PodInfo pod, NodeInfo node)
    {
        var intolerable = 0;
        foreach (var taint in node.SoftTaints)
        {
            if (!_preferring.Exists(toleration => Tolerations.Matches(toleration, taint)))
                intolerable++;
        }
        return intolerable;
    }

    public void NormalizeScores(Span<long> scores) => Scores.Normalize(scores, reverse: true);

    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) => Filter(pod, change.Node) is null;

    private Rejection Untolerated(Taint taint)
    {
        var key = (taint.Key, taint.Value ?? "");
        if (_rejections.TryGetValue(key, out var known))
            return known;
        if (_rejections.Count >= RejectionsMax)
            _rejections.Clear();
        var rejection = new Rejection(
            "TaintToleration", IsResolvable: false, $"node(s) had untolerated taint {{{key.Key}: {key.Item2}}}");
        _rejections.Add(key, rejection);
        return rejection;
    }
}
