using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Cache;

/// <summary>The nodes in the order they are looked at: one of each zone in turn, so that a sample meets all
/// zones.</summary>
internal sealed class NodeTree
{
    private const string RegionLabel = "topology.kubernetes.io/region";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    private readonly SortedDictionary<string, NodeInfo> _byName = new(StringComparer.Ordinal);
    private NodeInfo[] _listed = [];
    private bool _isStale;

    public ReadOnlySpan<NodeInfo> Nodes
    {
        get
        {
            if (_isStale)
                Rebuild();
            return _listed;
        }
    }

    public void Add(NodeInfo node)
    {
        _byName.Add(node.Name, node);
        _isStale = true;
    }

    public void Remove(NodeInfo node)
    {
        _byName.Remove(node.Name);
        node.Index = -1;
        _isStale = true;
    }

    public void Invalidate() => _isStale = true;

    /// <summary>Region and zone in one comparable name.</summary>
    public static string ZoneOf(Node node) =>
        $"{node.Metadata.Labels[RegionLabel]}/{node.Metadata.Labels[ZoneLabel]}";

    private void Rebuild()
    {
        var zones = new SortedDictionary<string, List<NodeInfo>>(StringComparer.Ordinal);
        foreach (var node in _byName.Values)
        {
            var zone = ZoneOf(node.Node!);
            if (!zones.TryGetValue(zone, out var members))
                zones.Add(zone, members = []);
            members.Add(node);
        }
        _listed = new NodeInfo[_byName.Count];
        var next = 0;
        for (var round = 0; next < _listed.Length; round++)
        {
            foreach (var members in zones.Values)
            {
                if (round >= members.Count)
                    continue;
                members[round].Index = next;
                _listed[next++] = members[round];
            }
        }
        _isStale = false;
    }
}
