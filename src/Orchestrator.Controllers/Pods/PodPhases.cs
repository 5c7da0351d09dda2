using Orchestrator.Api.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Pods;

/// <summary>Where a Pod stands in its life, as those who count Pods see it.</summary>
public static class PodPhases
{
    /// <summary>Counts as a replica: neither finished nor on its way out.</summary>
    public static bool IsActive(Pod pod) => !IsFinished(pod) && !pod.IsTerminating;

    public static bool IsFinished(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    public static bool IsReady(Pod pod) => PodConditions.Find(pod, PodConditions.Ready)?.Status == "True";

    /// <summary>When a ready Pod counts as available: it has been ready without a break for so many seconds. Null: not
    /// ready, or nobody knows since when.</summary>
    public static DateTimeOffset? AvailableFrom(Pod pod, int minReadySeconds)
    {
        if (PodConditions.Find(pod, PodConditions.Ready) is not { Status: "True" } ready)
            return null;
        if (minReadySeconds == 0)
            return DateTimeOffset.MinValue;
        return ready.LastTransitionTime?.Moment.AddSeconds(minReadySeconds);
    }
}
