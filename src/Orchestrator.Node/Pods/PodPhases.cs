namespace Orchestrator.Node.Pods;

/// <summary>A Pod's phase from its containers' statuses: the kubelet's rules.</summary>
public static class PodPhases
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsTerminal(string? phase) => phase is Succeeded or Failed;

    /// <param name="ended">Nothing of the Pod will be started again, whatever its restart policy says.</param>
    public static string Of(
        PodSpec spec, ValueList<ContainerStatus> init, ValueList<ContainerStatus> regular, bool ended)
    {
        var policy = spec.RestartPolicy ?? "Always";
        var (initPending, initFailed) = CountInit(spec, init);
        if (initFailed && policy == "Never")
            return Failed;
        int running = 0, waiting = 0, stopped = 0, succeeded = 0;
        foreach (var status in regular)
        {
            if (status.State.Running is not null)
                running++;
            else if ((status.State.Terminated ?? status.LastTerminationState.Terminated) is { } end)
                (stopped, succeeded) = (stopped + 1, succeeded + (end.ExitCode == 0 ? 1 : 0));
            else
                waiting++;
        }
        if (ended && running == 0 && (stopped > 0 || initFailed || waiting > 0))
            return stopped > 0 && waiting == 0 && stopped == succeeded && !initFailed ? Succeeded : Failed;
        if ((initPending && running == 0 && stopped == 0) || waiting > 0)
            return Pending;
        if (running > 0)
            return Running;
        if (stopped == 0)
            return Pending;
        if (policy == "Always")
            return Running;
        if (stopped == succeeded)
            return Succeeded;
        return policy == "Never" ? Failed : Running;
    }

    private static (bool Pending, bool Failed) CountInit(PodSpec spec, ValueList<ContainerStatus> statuses)
    {
        var (pending, failed) = (false, false);
        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            var status = i < statuses.Count ? statuses[i] : null;
            if (PodActions.IsSidecar(spec.InitContainers[i]))
            {
                pending |= status?.Started != true;
                continue;
            }
            var end = status?.State.Terminated ?? status?.LastTerminationState.Terminated;
            var bad = end is { ExitCode: not 0 } && status!.State.Running is null;
            failed |= bad;
            pending |= !bad && status?.State.Terminated is null;
        }
        return (pending, failed);
    }
}
