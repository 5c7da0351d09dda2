using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>How the zones of a cluster do, counted once. Rules and figures are kube-controller-manager's.</summary>
public sealed class Zones
{
    private const double UnhealthyThreshold = 0.55;
    private const string ExcludedLabel = "node.kubernetes.io/exclude-disruption";

    private readonly SortedDictionary<string, (int Ready, int NotReady)> _counts = new(StringComparer.Ordinal);

    private Zones()
    {
    }

    /// <summary>Not one Node of any zone is ready.</summary>
    public bool AllDisrupted { get; private set; }

    public static Zones Count(IReadOnlyList<Node> nodes)
    {
        var zones = new Zones();
        foreach (var node in nodes)
        {
            if (node.Metadata.Labels.ContainsKey(ExcludedLabel))
                continue;
            var (ready, not) = zones._counts.GetValueOrDefault(KeyOf(node));
            zones._counts[KeyOf(node)] = NodeConditions.IsReady(node) ? (ready + 1, not) : (ready, not + 1);
        }
        zones.AllDisrupted = zones._counts.Count > 0 && zones._counts.Values.All(count => count.Ready == 0);
        return zones;
    }

    /// <summary>Region and zone; Nodes without labels are one zone.</summary>
    public static string KeyOf(Node node)
    {
        var labels = node.Metadata.Labels;
        return $"{labels["topology.kubernetes.io/region"]}/{labels["topology.kubernetes.io/zone"]}";
    }

    public static ZoneState StateOf(int ready, int notReady)
    {
        if (ready == 0 && notReady > 0)
            return ZoneState.FullDisruption;
        return notReady > 2 && (double)notReady / (ready + notReady) >= UnhealthyThreshold
            ? ZoneState.PartialDisruption
            : ZoneState.Normal;
    }

    /// <summary>The state and the number of Nodes of a Node's zone.</summary>
    public (ZoneState State, int Size) StateOf(Node node)
    {
        var (ready, not) = _counts.GetValueOrDefault(KeyOf(node));
        return (StateOf(ready, not), ready + not);
    }
}
