using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ServiceEndpoints;

/// <summary>When what led to a change of endpoints happened: <c>endpoints.kubernetes.io/last-change-trigger-time</c>,
/// from which the delay of the network is measured.</summary>
public static class TriggerTime
{
    public const string Annotation = "endpoints.kubernetes.io/last-change-trigger-time";

    /// <summary>The earliest of the moments at which these Pods became ready, or ceased to be, and of the Service's
    /// creation where all is new.</summary>
    /// <param name="changed">Pods whose endpoints are written anew.</param>
    /// <param name="created">The Service where it had no endpoints before; else null.</param>
    public static Time? Of(IEnumerable<Pod> changed, Service? created)
    {
        var earliest = created?.Metadata.CreationTimestamp;
        foreach (var pod in changed)
        {
            // One that is on its way out became ready long ago: that is not what changed.
            if (!pod.IsTerminating && PodConditions.Find(pod, PodConditions.Ready)?.LastTransitionTime is { } since
                && (earliest is not { } known || since.CompareTo(known) < 0))
            {
                earliest = since;
            }
        }
        return earliest;
    }

    /// <summary>The annotations with this time, or without any where it is not known.</summary>
    public static ValueMap<string> Write(ValueMap<string> annotations, Time? time) => time is { } moment
        ? annotations.With(Annotation, moment.ToString())
        : annotations.Without(Annotation);
}
