namespace Orchestrator.Node.Pods;

/// <summary>Which status a Pod's worker should send, if any.</summary>
/// <remarks>Invariant: what has been sent is not sent again while the server answers the same, so that two opinions
/// never make a storm.</remarks>
internal sealed class PodReport(PodRestarts restarts, Func<string, ContainerVerdict> verdicts)
{
    private PodStatus? _sent;
    private PodStatus? _answered;

    /// <summary>Null when the API already has it.</summary>
    public PodStatus? Due(Pod pod, RuntimePod? runtime, PodEnding? ending, NodeIdentity node, DateTimeOffset now)
    {
        // What has come to an end stays as it ended, whatever the runtime has forgotten since.
        if (PodPhases.IsTerminal(pod.Status.Phase) && ending?.Complete != false)
            return null;
        var status = PodStatuses.Of(
            pod, runtime, name => View(pod, name, runtime, ending is not null), ending?.ToStatus(), node, now);
        return status == pod.Status || (status == _sent && pod.Status == _answered) ? null : status;
    }

    public void Sent(PodStatus status, PodStatus answered) => (_sent, _answered) = (status, answered);

    private ContainerView View(Pod pod, string name, RuntimePod? runtime, bool ending)
    {
        var newest = runtime?.Newest(name);
        var stays = ending
            || (newest is { State: RuntimeContainerState.Exited }
                && !PodActions.ShouldRun(newest, PolicyOf(pod, name)));
        return new(
            newest,
            runtime?.Previous(name),
            stays ? null : restarts.WaitingOf(name),
            newest is null ? ContainerVerdict.Unprobed : verdicts(newest.Id));
    }

    /// <summary>The restart policy as it applies to one container: a sidecar always runs again, an init container
    /// until it succeeds.</summary>
    private static string PolicyOf(Pod pod, string name)
    {
        var policy = pod.Spec.RestartPolicy ?? "Always";
        foreach (var init in pod.Spec.InitContainers)
        {
            if (init.Name == name)
                return PodActions.IsSidecar(init) ? "Always" : policy == "Never" ? policy : "OnFailure";
        }
        return policy;
    }
}
