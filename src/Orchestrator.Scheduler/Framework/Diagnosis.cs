using System.Globalization;

namespace Orchestrator.Scheduler.Framework;

/// <summary>Why no node took a Pod, and the sentence kube-scheduler would say.</summary>
/// <remarks>Reused from cycle to cycle: read it before the next one begins.</remarks>
public sealed class Diagnosis
{
    private Rejection?[] _byNode = [];

    public int NodeCount { get; private set; }

    public int RejectedCount { get; private set; }

    /// <summary>Set when the Pod was refused before any node was looked at.</summary>
    public Rejection? PreFilterRejection { get; set; }

    /// <summary>What nodes count as that were not looked at, because plugins had named others.</summary>
    public Rejection? AbsentNodes { get; set; }

    /// <summary>What preemption had to say; empty for nothing.</summary>
    public string PostFilterMessage { get; set; } = "";

    public void Reset(int nodeCount)
    {
        if (_byNode.Length < nodeCount)
            _byNode = new Rejection?[nodeCount + nodeCount / 2];
        else
            Array.Clear(_byNode);
        NodeCount = nodeCount;
        RejectedCount = 0;
        PreFilterRejection = null;
        AbsentNodes = null;
        PostFilterMessage = "";
    }

    public void Reject(NodeInfo node, Rejection rejection)
    {
        _byNode[node.Index] = rejection;
        RejectedCount++;
    }

    /// <summary>The node's rejection; null for one that passed or was not looked at with nothing known of it.</summary>
    public Rejection? Of(NodeInfo node) => PreFilterRejection ?? _byNode[node.Index] ?? AbsentNodes;

    /// <summary>Names of the plugins that rejected, in any order, each once.</summary>
    public HashSet<string> RejectingPlugins()
    {
        var plugins = new HashSet<string>(StringComparer.Ordinal);
        if (PreFilterRejection is { } early)
            plugins.Add(early.Plugin);
        if (AbsentNodes is { } absent)
            plugins.Add(absent.Plugin);
        foreach (var (rejection, _) in Counts())
            plugins.Add(rejection.Plugin);
        return plugins;
    }

    /// <summary><c>0/5 nodes are available: 2 Insufficient cpu, 3 node(s) were unschedulable. preemption:
    /// …</c></summary>
    public string Message()
    {
        var text = PreFilterRejection is { } early
            ? string.Join(", ", early.Reasons)
            : Histogram(Counts().SelectMany(pair => pair.Key.Reasons.Select(reason => (reason, pair.Value))));
        var message = $"0/{NodeCount.ToString(CultureInfo.InvariantCulture)} nodes are available:";
        if (text.Length > 0)
            message += $" {text}.";
        return PostFilterMessage.Length > 0 ? $"{message} {PostFilterMessage}" : message;
    }

    /// <summary>The sentence for a Pod that was refused on the node chosen for it.</summary>
    public static string OneNode(Rejection rejection) =>
        $"0/1 nodes are available: {Histogram(rejection.Reasons.Select(reason => (reason, 1)))}.";

    /// <summary>Counts by reason, sorted as text as Kubernetes does: <c>10 a</c> comes before <c>2 b</c>.</summary>
    public static string Histogram(IEnumerable<(string Reason, int Count)> reasons)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (reason, count) in reasons)
            counts[reason] = counts.GetValueOrDefault(reason) + count;
        var parts = counts.Select(pair => pair.Value.ToString(CultureInfo.InvariantCulture) + " " + pair.Key).ToList();
        parts.Sort(StringComparer.Ordinal);
        return string.Join(", ", parts);
    }

    // Rejections are few instances for many nodes: a list searched by reference keeps their order and needs no hash.
    private List<KeyValuePair<Rejection, int>> Counts()
    {
        var counts = new List<KeyValuePair<Rejection, int>>();
        for (var i = 0; i < NodeCount; i++)
        {
            if ((_byNode[i] ?? AbsentNodes) is not { } rejection)
                continue;
            var at = counts.FindIndex(pair => ReferenceEquals(pair.Key, rejection));
            if (at < 0)
                counts.Add(new(rejection, 1));
            else
                counts[at] = new(rejection, counts[at].Value + 1);
        }
        return counts;
    }
}
