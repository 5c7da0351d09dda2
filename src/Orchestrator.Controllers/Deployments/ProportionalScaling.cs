using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>Spreads a change of a Deployment's size over its ReplicaSets, so that a rollout in the middle, or paused
/// there, keeps its proportions.</summary>
/// <remarks>Example: 10 replicas as 8 old and 5 new, scaled to 15 with surge 3: 18 Pods become 11 old and 7 new.
/// Leftovers of rounding go to the largest.</remarks>
internal static class ProportionalScaling
{
    /// <summary>Whether the Deployment's size has changed since its sets were last scaled.</summary>
    public static bool IsDue(Rollout rollout) => rollout.Active.Any(
        set => DeploymentAnnotations.DesiredOf(set) is { } desired && desired != rollout.Desired);

    public static void Apply(Rollout rollout)
    {
        var active = rollout.Active.ToList();
        if (active.Count <= 1)
        {
            // One that lives takes all; where none does, the newest.
            if ((active.FirstOrDefault() ?? rollout.New ?? rollout.Old.LastOrDefault()) is { } only)
                rollout.Scale(only, rollout.Desired);
        }
        else if (IsSaturated(rollout))
        {
            foreach (var set in rollout.Old.Where(Rollout.IsActive).ToArray())
                rollout.Scale(set, 0);
        }
        else if (rollout.Deployment.Spec.Strategy.Type == "RollingUpdate")
        {
            Spread(rollout, active);
        }
    }

    /// <summary>The new set is all there, so the old ones are surplus.</summary>
    private static bool IsSaturated(Rollout rollout) =>
        rollout.New is { } set && Rollout.Size(set) == rollout.Desired
        && DeploymentAnnotations.DesiredOf(set) == rollout.Desired
        && set.Status.AvailableReplicas == rollout.Desired;

    private static void Spread(Rollout rollout, List<ReplicaSet> active)
    {
        var toAdd = rollout.Max - active.Sum(Rollout.Size);
        var ordered = InOrder(active, toAdd);
        var sizes = new int[ordered.Count];
        var added = 0;
        for (var i = 0; i < ordered.Count; i++)
        {
            var share = toAdd == added ? 0 : Share(rollout, ordered[i], toAdd, added);
            sizes[i] = Rollout.Size(ordered[i]) + share;
            added += share;
        }
        sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < ordered.Count; i++)
            rollout.Scale(ordered[i], sizes[i]);
    }

    /// <summary>Largest first; of equals the newer grows first and the older shrinks first.</summary>
    private static List<ReplicaSet> InOrder(List<ReplicaSet> active, int toAdd)
    {
        var bySize = active.OrderByDescending(Rollout.Size);
        return toAdd > 0
            ? [.. bySize.ThenByDescending(set => set.Metadata.CreationTimestamp ?? default).ThenBy(set => set.Key)]
            : [.. bySize.ThenBy(set => set.Metadata.CreationTimestamp ?? default).ThenBy(set => set.Key)];
    }

    private static int Share(Rollout rollout, ReplicaSet set, int toAdd, int added)
    {
        var fraction = Fraction(rollout, set);
        return toAdd > 0 ? Math.Min(fraction, toAdd - added) : Math.Max(fraction, toAdd - added);
    }

    private static int Fraction(Rollout rollout, ReplicaSet set)
    {
        var size = Rollout.Size(set);
        if (rollout.Desired == 0)
            return -size;
        var maxBefore = DeploymentAnnotations.MaxOf(set) is { } max and not 0
            ? max
            : rollout.Deployment.Status.Replicas;
        if (maxBefore == 0)
            return 0;
        var exact = (decimal)size * rollout.Max / maxBefore;
        return (int)Math.Round(exact, MidpointRounding.AwayFromZero) - size;
    }
}
