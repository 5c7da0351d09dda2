namespace Orchestrator.Controllers.Deployments;

/// <summary>One step of a Recreate: all old Pods down, then, when the last has ended, all new ones up.</summary>
internal static class Recreate
{
    /// <summary>Sets to zero every old set; true where one was not.</summary>
    public static bool ScaleDown(Rollout rollout)
    {
        var scaled = false;
        foreach (var set in rollout.Old.ToArray())
            scaled |= Rollout.IsActive(set) && rollout.Scale(set, 0);
        return scaled;
    }

    /// <summary>Whether a Pod of an old revision may still be running.</summary>
    /// <param name="hasPods">Whether a set has Pods, terminating ones included, that have not finished.</param>
    public static bool IsWaiting(Rollout rollout, Func<Api.Apps.V1.ReplicaSet, bool> hasPods) =>
        rollout.Old.Any(set => set.Status.Replicas > 0 || hasPods(set));

    public static void ScaleUp(Rollout rollout)
    {
        if (Rollout.Size(rollout.New!) != rollout.Desired)
            rollout.Scale(rollout.New!, rollout.Desired);
    }
}
