using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Cache;

/// <summary>What runs where, as far as is known, assumed Pods included.</summary>
/// <remarks>
/// A Pod is assumed on its node from the decision on, so that the next decision counts it; the watch confirms it, or a
/// refused binding takes it back. There is no snapshot: decisions are made on the actor's turn that also applies
/// events, so the cache is one. The list of nodes is rebuilt only after nodes came or went.
/// </remarks>
public sealed class SchedulerCache
{
    private readonly Dictionary<string, NodeInfo> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _pods = new(StringComparer.Ordinal);
    private readonly NodeTree _tree = new();

    /// <summary>Nodes that exist, zones taking turns; valid until a node comes or goes.</summary>
    public ReadOnlySpan<NodeInfo> Nodes => _tree.Nodes;

    public int PodCount => _pods.Count;

    public int AssumedCount { get; private set; }

    public NodeInfo? Node(string name) => _nodes.GetValueOrDefault(name) is { Node: not null } info ? info : null;

    public bool IsAssumed(string uid) => _pods.TryGetValue(uid, out var entry) && entry.IsAssumed;

    public PodInfo? Find(string uid) => _pods.TryGetValue(uid, out var entry) ? entry.Pod : null;

    public string? NodeNameOf(string uid) => _pods.TryGetValue(uid, out var entry) ? entry.NodeName : null;

    /// <summary>Takes in a node; returns it and its state before, null for a new one.</summary>
    public (NodeInfo Info, Node? Old) SetNode(Node node)
    {
        var info = Obtain(node.Metadata.Name ?? "");
        var old = info.Node;
        info.SetNode(node);
        if (old is null)
            _tree.Add(info);
        else if (NodeTree.ZoneOf(old) != NodeTree.ZoneOf(node))
            _tree.Invalidate();
        return (info, old);
    }

    /// <summary>Removes a node. Its Pods stay counted until they are removed themselves, should it come back.</summary>
    public void RemoveNode(string name)
    {
        if (Node(name) is not { } info)
            return;
        _tree.Remove(info);
        info.ClearNode();
        DropIfEmpty(info);
    }

    public void Assume(PodInfo pod, string nodeName)
    {
        if (_pods.ContainsKey(pod.Uid))
            throw new InvariantException($"pod {pod.Key} is assumed while it is on a node");
        Add(pod, nodeName, isAssumed: true);
        AssumedCount++;
    }

    /// <summary>Takes an assumption back; null when the Pod is not assumed (any more).</summary>
    public NodeInfo? Forget(string uid) => IsAssumed(uid) ? Remove(uid) : null;

    /// <summary>
    /// Takes in an assigned Pod as the API has it: confirms an assumption, even one on another node, or brings news
    /// of a known one.
    /// Returns its node and the state that was counted there before.
    /// </summary>
    public (NodeInfo Node, PodInfo? Old) SetPod(Pod pod)
    {
        var nodeName = pod.Spec.NodeName ?? "";
        if (!_pods.TryGetValue(pod.Metadata.Uid ?? "", out var entry))
            return (Add(new PodInfo(pod), nodeName, isAssumed: false), null);

        var newer = entry.Pod.With(pod);
        var isSame = entry.NodeName == nodeName && ReferenceEquals(newer.Requests, entry.Pod.Requests);
        if (isSame)
        {
            if (entry.IsAssumed)
                AssumedCount--;
            _nodes[nodeName].ReplacePod(newer);
            _pods[newer.Uid] = new(newer, nodeName, IsAssumed: false);
            return (_nodes[nodeName], entry.Pod);
        }
        Remove(newer.Uid);
        return (Add(newer, nodeName, isAssumed: false), entry.NodeName == nodeName ? entry.Pod : null);
    }

    /// <summary>Removes a Pod and returns its node; null when it was not known.</summary>
    public NodeInfo? Remove(string uid)
    {
        if (!_pods.Remove(uid, out var entry))
            return null;
        if (entry.IsAssumed)
            AssumedCount--;
        var info = _nodes[entry.NodeName];
        info.RemovePod(uid);
        DropIfEmpty(info);
        return info;
    }

    private NodeInfo Add(PodInfo pod, string nodeName, bool isAssumed)
    {
        var info = Obtain(nodeName);
        info.AddPod(pod);
        _pods.Add(pod.Uid, new(pod, nodeName, isAssumed));
        return info;
    }

    private NodeInfo Obtain(string name)
    {
        if (!_nodes.TryGetValue(name, out var info))
            _nodes.Add(name, info = new NodeInfo(name));
        return info;
    }

    private void DropIfEmpty(NodeInfo info)
    {
        if (info.Node is null && info.PodCount == 0)
            _nodes.Remove(info.Name);
    }

    private sealed record Entry(PodInfo Pod, string NodeName, bool IsAssumed);
}
