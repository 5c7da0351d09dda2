using System.Globalization;
using System.Numerics;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ReplicaSets;

/// <summary>In which order Pods go when there are too many: those that cost least to lose first.</summary>
/// <remarks>
/// Not bound before bound, Pending before Unknown before Running, not ready before ready, lower pod-deletion-cost
/// first, more siblings on the node
/// first, ready for a shorter time first, more restarts first, younger first. Times are compared by their logarithm, so
/// that Pods of about
/// the same age are chosen among by uid, which is to say at random.
/// </remarks>
public sealed class PodRanking : IComparer<Pod>
{
    public const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, int> _siblings = new(StringComparer.Ordinal);

    /// <param name="related">Active Pods of this ReplicaSet and of its siblings under the same owner.</param>
    public PodRanking(IEnumerable<Pod> related, DateTimeOffset now)
    {
        _now = now;
        foreach (var pod in related)
        {
            var node = pod.Spec.NodeName ?? "";
            _siblings[node] = _siblings.GetValueOrDefault(node) + 1;
        }
    }

    public int Compare(Pod? x, Pod? y)
    {
        var order = IsBound(x!).CompareTo(IsBound(y!));
        if (order == 0)
            order = Phase(x!).CompareTo(Phase(y!));
        if (order == 0)
            order = PodPhases.IsReady(x!).CompareTo(PodPhases.IsReady(y!));
        if (order == 0)
            order = Cost(x!).CompareTo(Cost(y!));
        if (order == 0)
            order = Siblings(y!).CompareTo(Siblings(x!));
        if (order == 0 && PodPhases.IsReady(x!))
            order = CompareSince(ReadySince(x!), ReadySince(y!), x!, y!);
        if (order == 0)
            order = Restarts(y!).CompareTo(Restarts(x!));
        if (order == 0)
            order = CompareSince(x!.Metadata.CreationTimestamp, y!.Metadata.CreationTimestamp, x, y);
        return order != 0 ? order : x!.Key.CompareTo(y!.Key);
    }

    private static bool IsBound(Pod pod) => pod.Spec.NodeName is { Length: > 0 };

    private static int Phase(Pod pod) => pod.Status.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 };

    private static int Cost(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(DeletionCost, out var text)
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;

    private int Siblings(Pod pod) => _siblings.GetValueOrDefault(pod.Spec.NodeName ?? "");

    private static Time? ReadySince(Pod pod) => PodConditions.Find(pod, PodConditions.Ready)?.LastTransitionTime;

    private static int Restarts(Pod pod)
    {
        var most = 0;
        foreach (var status in pod.Status.ContainerStatuses)
            most = Math.Max(most, status.RestartCount);
        return most;
    }

    /// <summary>Unknown since when, then shorter, then longer.</summary>
    private int CompareSince(Time? x, Time? y, Pod podX, Pod podY)
    {
        if (x == y)
            return 0;
        if (x is null || y is null)
            return x is null ? -1 : 1;
        var order = Magnitude(x.Value).CompareTo(Magnitude(y.Value));
        return order != 0 ? order : string.CompareOrdinal(podX.Uid, podY.Uid);
    }

    private int Magnitude(Time since)
    {
        var elapsed = (_now - since.Moment).Ticks;
        return elapsed > 0 ? BitOperations.Log2((ulong)elapsed * 100) : -1;
    }
}
