using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Scheduler.Framework;

/// <summary>A node and what its Pods, assumed ones included, take of it.</summary>
/// <remarks>Owned by the <see cref="Cache.SchedulerCache"/>; plugins only read. Invariant: <see cref="Requested"/>,
/// <see cref="NonZeroRequested"/> and <see cref="UsedPorts"/> are the sums over <see cref="Pods"/>.</remarks>
public sealed class NodeInfo(string name)
{
    private readonly List<PodInfo> _pods = [];
    private readonly List<HostPort> _usedPorts = [];

    public string Name { get; } = name;

    /// <summary>The node; null while only Pods that name it are known.</summary>
    public Node? Node { get; private set; }

    /// <summary>Its place in the cache's list, so that per-node answers of a cycle lie in an array; -1 while not
    /// listed.</summary>
    public int Index { get; set; } = -1;

    public IReadOnlyList<PodInfo> Pods => _pods;

    public int PodCount => _pods.Count;

    public IReadOnlyList<HostPort> UsedPorts => _usedPorts;

    public Resource Requested { get; } = new();

    public Resource NonZeroRequested { get; } = new();

    public Resource Allocatable { get; private set; } = new();

    public long AllowedPodNumber { get; private set; }

    /// <summary>Taints that keep Pods away: NoSchedule and NoExecute.</summary>
    public Taint[] HardTaints { get; private set; } = [];

    /// <summary>Taints that only cost score: PreferNoSchedule.</summary>
    public Taint[] SoftTaints { get; private set; } = [];

    public bool Unschedulable { get; private set; }

    public void SetNode(Node node)
    {
        var allocatable = node.Status.Allocatable;
        Node = node;
        Allocatable = Resource.Of(allocatable);
        AllowedPodNumber = allocatable.TryGetValue(ResourceNames.Pods, out var pods) ? pods.Value : 0;
        HardTaints = [.. node.Spec.Taints.Where(taint => taint.Effect is "NoSchedule" or "NoExecute")];
        SoftTaints = [.. node.Spec.Taints.Where(taint => taint.Effect == "PreferNoSchedule")];
        Unschedulable = node.Spec.Unschedulable;
    }

    public void ClearNode() => Node = null;

    public void AddPod(PodInfo pod)
    {
        _pods.Add(pod);
        Requested.Add(pod.Requests);
        NonZeroRequested.Add(pod.NonZeroRequests);
        _usedPorts.AddRange(pod.HostPorts);
    }

    /// <summary>Puts a Pod's newer state, with equal requests and ports, in place of the one it has.</summary>
    public void ReplacePod(PodInfo newer) => _pods[IndexOf(newer.Uid)] = newer;

    public void RemovePod(string uid)
    {
        var index = IndexOf(uid);
        var pod = _pods[index];
        _pods[index] = _pods[^1];
        _pods.RemoveAt(_pods.Count - 1);
        Requested.Add(pod.Requests, -1);
        NonZeroRequested.Add(pod.NonZeroRequests, -1);
        foreach (var port in pod.HostPorts)
            _usedPorts.Remove(port);
    }

    private int IndexOf(string uid)
    {
        for (var i = 0; i < _pods.Count; i++)
        {
            if (_pods[i].Uid == uid)
                return i;
        }
        throw new InvariantException($"pod {uid} is not on node {Name}");
    }
}
