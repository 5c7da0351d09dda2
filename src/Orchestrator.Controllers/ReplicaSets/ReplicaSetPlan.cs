using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.ReplicaSets;

/// <summary>What one pass over a ReplicaSet does to its Pods: creates some, or deletes some, or neither.</summary>
/// <param name="Create">How many to create.</param>
/// <param name="Delete">Which to delete, the least costly first.</param>
public sealed record ReplicaSetPlan(int Create, ValueList<Pod> Delete)
{
    /// <summary>Most Pods created or deleted in one pass.</summary>
    public const int BurstMax = 500;

    private static readonly ReplicaSetPlan Nothing = new(0, []);

    /// <param name="active">The set's active Pods.</param>
    /// <param name="related">Active Pods of the set and its siblings; asked for only when some must go.</param>
    public static ReplicaSetPlan For(
        ReplicaSet set, IReadOnlyList<Pod> active, Func<IEnumerable<Pod>> related, DateTimeOffset now)
    {
        var missing = (set.Spec.Replicas ?? 1) - active.Count;
        if (missing > 0)
            return new ReplicaSetPlan(Math.Min(missing, BurstMax), []);
        if (missing == 0)
            return Nothing;
        var count = Math.Min(-missing, BurstMax);
        // Nothing is chosen where all go.
        var doomed = count == active.Count ? active : active.Order(new PodRanking(related(), now)).Take(count);
        return new ReplicaSetPlan(0, doomed.ToValueList());
    }

    /// <summary>Sizes of the waves of a creation: 1, 2, 4 and so on. A wave with a failure is the last, so that a set
    /// that can have no Pods costs one call.</summary>
    public static IEnumerable<int> Waves(int count)
    {
        for (var size = 1; count > 0; size *= 2)
        {
            var wave = Math.Min(size, count);
            yield return wave;
            count -= wave;
        }
    }
}
