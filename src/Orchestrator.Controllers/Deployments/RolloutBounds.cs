using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>How many Pods a Deployment may have beyond its size, and how many may be missing, while it rolls.</summary>
/// <param name="Surge">maxSurge in Pods; a percentage is rounded up.</param>
/// <param name="Unavailable">maxUnavailable in Pods; a percentage is rounded down, and 1 where surge is 0 too, as a
/// rollout could never begin.</param>
public readonly record struct RolloutBounds(int Surge, int Unavailable)
{
    /// <summary>None for Recreate, which has all or nothing.</summary>
    public static RolloutBounds Of(Deployment deployment)
    {
        var replicas = deployment.Spec.Replicas ?? 1;
        if (deployment.Spec.Strategy is not { Type: "RollingUpdate", RollingUpdate: { } rolling })
            return default;
        var surge = (rolling.MaxSurge ?? "25%").Resolve(replicas, roundUp: true);
        var unavailable = (rolling.MaxUnavailable ?? "25%").Resolve(replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new RolloutBounds(surge, Math.Min(unavailable, replicas));
    }
}
