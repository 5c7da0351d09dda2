using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>One step of a rolling update: the new set up as far as surge allows, or else old ones down as far as
/// availability allows.</summary>
/// <remarks>
/// Example, 10 replicas, maxSurge 3, maxUnavailable 2: the new set begins with 3, the old goes to 8, the new to 5; each
/// Pod that becomes available
/// lets one old one go, which lets one new one come.
/// </remarks>
internal static class RollingUpdate
{
    /// <summary>True when nothing was left to scale.</summary>
    public static bool Step(Rollout rollout) => !ScaleNew(rollout) && !ScaleOld(rollout);

    /// <summary>The size for the new set that surge allows now.</summary>
    public static int NewSize(Rollout rollout)
    {
        var size = rollout.New is { } set ? Rollout.Size(set) : 0;
        var room = rollout.Desired + rollout.Bounds.Surge - rollout.Total;
        return room <= 0 ? size : size + Math.Min(room, rollout.Desired - size);
    }

    private static bool ScaleNew(Rollout rollout)
    {
        var set = rollout.New!;
        var size = Rollout.Size(set);
        if (size == rollout.Desired)
            return false;
        var wanted = size > rollout.Desired ? rollout.Desired : NewSize(rollout);
        return wanted != size && rollout.Scale(set, wanted);
    }

    private static bool ScaleOld(Rollout rollout)
    {
        if (!rollout.Old.Any(Rollout.IsActive))
            return false;
        var minAvailable = rollout.Desired - rollout.Bounds.Unavailable;
        // New Pods that are not available yet may become so: they do not let old ones go.
        var newUnavailable = Rollout.Size(rollout.New!) - rollout.New!.Status.AvailableReplicas;
        var room = rollout.Total - minAvailable - newUnavailable;
        if (room <= 0)
            return false;
        var unhealthy = RemoveUnhealthy(rollout, room);
        var healthy = RemoveHealthy(rollout, rollout.Available - minAvailable);
        return unhealthy + healthy > 0;
    }

    /// <summary>Old Pods that are not available go first: they help nobody and would hold up the rollout.</summary>
    private static int RemoveUnhealthy(Rollout rollout, int max)
    {
        var removed = 0;
        foreach (var set in rollout.Old.ToArray())
        {
            var unhealthy = Rollout.Size(set) - set.Status.AvailableReplicas;
            var count = Math.Min(unhealthy, max - removed);
            if (count > 0)
                removed += Remove(rollout, set, count);
        }
        return removed;
    }

    private static int RemoveHealthy(Rollout rollout, int max)
    {
        var removed = 0;
        foreach (var set in rollout.Old.ToArray())
        {
            var count = Math.Min(Rollout.Size(set), max - removed);
            if (count > 0)
                removed += Remove(rollout, set, count);
        }
        return removed;
    }

    private static int Remove(Rollout rollout, ReplicaSet set, int count)
    {
        rollout.Scale(set, Rollout.Size(set) - count);
        return count;
    }
}
