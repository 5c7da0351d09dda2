using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Pods;

/// <summary>Reads and sets the conditions of a Pod's status.</summary>
public static class PodConditions
{
    public const string Ready = "Ready";

    public const string DisruptionTarget = "DisruptionTarget";

    public static PodCondition? Find(Pod pod, string type)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
                return condition;
        }
        return null;
    }

    /// <summary>The status with this condition; its transition time moves only when its status does. Equal to the old
    /// one where nothing changes.</summary>
    public static PodStatus With(PodStatus status, PodCondition wanted, DateTimeOffset now)
    {
        var conditions = status.Conditions;
        for (var i = 0; i < conditions.Count; i++)
        {
            var old = conditions[i];
            if (old.Type != wanted.Type)
                continue;
            var since = old.Status == wanted.Status ? old.LastTransitionTime : now;
            var next = wanted with { LastProbeTime = old.LastProbeTime, LastTransitionTime = since };
            return next == old ? status : status with { Conditions = conditions.SetItem(i, next) };
        }
        return status with { Conditions = conditions.Add(wanted with { LastTransitionTime = now }) };
    }
}
