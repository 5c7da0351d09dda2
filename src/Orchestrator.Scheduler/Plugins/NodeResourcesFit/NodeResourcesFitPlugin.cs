using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps Pods from nodes that have too little of something left, and prefers nodes with the most
/// left.</summary>
/// <remarks>The score is LeastAllocated over CPU and memory with equal weights: the mean of the shares that stay
/// free, in percent, where a container without requests counts with the defaults of
/// <see cref="PodRequests.NonZero"/>.</remarks>
public sealed class NodeResourcesFitPlugin : IFilterPlugin, IScorePlugin
{
    private const ulong TooManyPods = 1, Cpu = 2, Memory = 4, EphemeralStorage = 8;
    private const int FirstScalarBit = 4, ScalarsMax = 60;

    // What is short on a node is a set of bits: the same set gives the same rejection for all nodes of a cycle.
    private readonly Dictionary<ulong, Rejection> _rejections = [];

    public string Name => "NodeResourcesFit";

    public int Weight => 1;

    public ClusterEventKinds Events =>
        ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeAllocatableChanged
        | ClusterEventKinds.AssignedPodRemoved | ClusterEventKinds.AssignedPodScaledDown;

    public PreFilterResult PreFilter(PodInfo pod)
    {
        _rejections.Clear();
        return PreFilterResult.Run;
    }

    public Rejection? Filter(PodInfo pod, NodeInfo node)
    {
        var shortages = Shortages(pod.Requests, node);
        return shortages == 0 ? null : Rejection(pod, shortages);
    }

    public bool PreScore(PodInfo pod, ReadOnlySpan<NodeInfo> nodes) => true;

    public long Score(PodInfo pod, NodeInfo node)
    {
        var (asked, taken, all) = (pod.NonZeroRequests, node.NonZeroRequested, node.Allocatable);
        long sum = 0, weights = 0;
        AddFreeShare(taken.MilliCpu + asked.MilliCpu, all.MilliCpu, ref sum, ref weights);
        AddFreeShare(taken.Memory + asked.Memory, all.Memory, ref sum, ref weights);
        return weights == 0 ? 0 : sum / weights;
    }

    public void NormalizeScores(Span<long> scores)
    {
    }

    /// <summary>The whole fit is asked again on the one node that changed: a Pod that would still not fit there
    /// sleeps on.</summary>
    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) => Shortages(pod.Requests, change.Node) == 0;

    private static void AddFreeShare(long requested, long capacity, ref long sum, ref long weights)
    {
        if (capacity == 0)
            return;
        weights++;
        if (requested <= capacity)
            sum += (capacity - requested) * IScorePlugin.MaxNodeScore / capacity;
    }

    private static ulong Shortages(Resource asked, NodeInfo node)
    {
        ulong found = node.PodCount + 1 > node.AllowedPodNumber ? TooManyPods : 0;
        if (asked.IsZero)
            return found;
        var (all, taken) = (node.Allocatable, node.Requested);
        if (asked.MilliCpu > 0 && asked.MilliCpu > all.MilliCpu - taken.MilliCpu)
            found |= Cpu;
        if (asked.Memory > 0 && asked.Memory > all.Memory - taken.Memory)
            found |= Memory;
        if (asked.EphemeralStorage > 0 && asked.EphemeralStorage > all.EphemeralStorage - taken.EphemeralStorage)
            found |= EphemeralStorage;
        return asked.HasScalars ? found | ScalarShortages(asked, all, taken) : found;
    }

    private static ulong ScalarShortages(Resource asked, Resource all, Resource taken)
    {
        ulong found = 0;
        for (var i = 0; i < asked.Scalars.Count; i++)
        {
            var (name, amount) = asked.Scalars[i];
            // The sixtieth and later ones share the last bit: still rejected, named by the last.
            if (amount > 0 && amount > all.Scalar(name) - taken.Scalar(name))
                found |= 1UL << Math.Min(FirstScalarBit + i, FirstScalarBit + ScalarsMax - 1);
        }
        return found;
    }

    private Rejection Rejection(PodInfo pod, ulong shortages)
    {
        if (_rejections.TryGetValue(shortages, out var known))
            return known;
        var rejection = new Rejection(Name, IsResolvable: true, [.. Reasons(pod, shortages)]);
        _rejections.Add(shortages, rejection);
        return rejection;
    }

    private static IEnumerable<string> Reasons(PodInfo pod, ulong shortages)
    {
        if ((shortages & TooManyPods) != 0)
            yield return "Too many pods";
        if ((shortages & Cpu) != 0)
            yield return "Insufficient cpu";
        if ((shortages & Memory) != 0)
            yield return "Insufficient memory";
        if ((shortages & EphemeralStorage) != 0)
            yield return "Insufficient ephemeral-storage";
        for (var i = 0; i < Math.Min(pod.Requests.Scalars.Count, ScalarsMax); i++)
        {
            if ((shortages & (1UL << (FirstScalarBit + i))) != 0)
                yield return $"Insufficient {pod.Requests.Scalars[i].Key}";
        }
    }
}
