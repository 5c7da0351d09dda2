namespace Orchestrator.Node.Pods;

/// <summary>The five conditions the kubelet keeps, with its reasons and wording.</summary>
public static class PodConditions
{
    private static readonly string[] Own =
        ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

    /// <summary>The new list: own conditions first, then those that others keep, untouched.</summary>
    public static ValueList<PodCondition> Of(
        Pod pod, PodStatus status, bool hasSandbox, DateTimeOffset now)
    {
        var old = pod.Status.Conditions;
        var containersReady = ContainersReady(pod.Spec, status);
        ValueList<PodCondition> conditions =
        [
            Keep(old, New("PodReadyToStartContainers", hasSandbox), now),
            Keep(old, Initialized(pod.Spec, status), now),
            Keep(old, Ready(pod, containersReady), now),
            Keep(old, containersReady, now),
            Keep(old, New("PodScheduled", true), now),
        ];
        foreach (var condition in old)
        {
            if (!Own.Contains(condition.Type, StringComparer.Ordinal))
                conditions = conditions.Add(condition);
        }
        return conditions;
    }

    public static bool IsTrue(PodStatus status, string type) =>
        status.Conditions.Any(condition => condition.Type == type && condition.Status == "True");

    private static PodCondition Initialized(PodSpec spec, PodStatus status)
    {
        List<string> incomplete = [];
        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            var container = spec.InitContainers[i];
            var state = status.InitContainerStatuses.FirstOrDefault(s => s.Name == container.Name);
            if (PodActions.IsSidecar(container) ? state?.Started != true : state?.Ready != true)
                incomplete.Add(container.Name);
        }
        // Once regular containers have begun, a sidecar that restarts does not undo the Pod's initialization.
        var begun = status.ContainerStatuses.Any(s => s.State.Running is not null || s.RestartCount > 0);
        if (status.Phase == PodPhases.Succeeded)
            return New("Initialized", true, "PodCompleted");
        return incomplete.Count == 0 || begun
            ? New("Initialized", true)
            : New("Initialized", false, "ContainersNotInitialized",
                $"containers with incomplete status: {List(incomplete)}");
    }

    private static PodCondition ContainersReady(PodSpec spec, PodStatus status)
    {
        if (status.Phase == PodPhases.Succeeded)
            return New("ContainersReady", false, "PodCompleted");
        if (status.Phase == PodPhases.Failed)
            return New("ContainersReady", false, "PodFailed");
        List<string> unready = [];
        foreach (var container in spec.InitContainers.Where(PodActions.IsSidecar).Concat(spec.Containers))
        {
            var found = status.ContainerStatuses.FirstOrDefault(s => s.Name == container.Name)
                ?? status.InitContainerStatuses.FirstOrDefault(s => s.Name == container.Name);
            if (found?.Ready != true)
                unready.Add(container.Name);
        }
        return unready.Count == 0
            ? New("ContainersReady", true)
            : New("ContainersReady", false, "ContainersNotReady", $"containers with unready status: {List(unready)}");
    }

    private static PodCondition Ready(Pod pod, PodCondition containersReady)
    {
        if (containersReady.Status != "True")
            return containersReady with { Type = "Ready" };
        List<string> missing = [];
        foreach (var gate in pod.Spec.ReadinessGates)
        {
            var condition = pod.Status.Conditions.FirstOrDefault(c => c.Type == gate.ConditionType);
            if (condition is null)
                missing.Add($"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.");
            else if (condition.Status != "True")
            {
                missing.Add(
                    $"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", " +
                    $"but {condition.Status}");
            }
        }
        return missing.Count == 0
            ? New("Ready", true)
            : New("Ready", false, "ReadinessGatesNotReady", string.Join(", ", missing));
    }

    /// <summary>The time of the last change stays while the status does.</summary>
    private static PodCondition Keep(ValueList<PodCondition> old, PodCondition fresh, DateTimeOffset now)
    {
        var before = old.FirstOrDefault(c => c.Type == fresh.Type);
        return before?.Status == fresh.Status
            ? fresh with { LastTransitionTime = before.LastTransitionTime, LastProbeTime = before.LastProbeTime }
            : fresh with { LastTransitionTime = now };
    }

    private static PodCondition New(string type, bool status, string? reason = null, string? message = null) =>
        new() { Type = type, Status = status ? "True" : "False", Reason = reason, Message = message };

    private static string List(List<string> names) => $"[{string.Join(' ', names)}]";
}
