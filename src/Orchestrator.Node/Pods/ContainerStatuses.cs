namespace Orchestrator.Node.Pods;

/// <summary>Writes one container's status as the kubelet does.</summary>
/// <param name="Scheme">The runtime's name, such as <c>process</c>.</param>
/// <param name="DefaultWaiting">Why a container that never ran does not run: ContainerCreating or
/// PodInitializing.</param>
public sealed record ContainerStatuses(string Scheme, string DefaultWaiting)
{
    private const int UnknownExitCode = 137;

    public ContainerStatus Of(Container container, ContainerView view, ContainerStatus? old, bool isInit)
    {
        var newest = view.Newest;
        var running = newest is { State: RuntimeContainerState.Running };
        var ended = newest is { State: RuntimeContainerState.Exited } ? Terminated(container, newest) : null;
        // An init container that is not a sidecar is ready when it is done, and not before.
        var once = isInit && !PodActions.IsSidecar(container);
        var status = new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image ?? "",
            ImageId = newest is null ? old?.ImageId ?? "" : $"{Scheme}://{container.Image}",
            ContainerId = newest is null ? old?.ContainerId : $"{Scheme}://{newest.Id}",
            RestartCount = newest?.Attempt ?? old?.RestartCount ?? 0,
            Ready = once ? ended is { ExitCode: 0 } : running && view.Verdict is { Started: true, Ready: true },
            Started = running && view.Verdict.Started,
        };
        if (running)
        {
            return status with
            {
                State = new() { Running = new() { StartedAt = newest!.StartedAt } },
                LastTerminationState = Last(container, view.Previous, old),
            };
        }
        if (ended is not null && view.Waiting is null)
        {
            return status with
            {
                State = new() { Terminated = ended },
                LastTerminationState = Last(container, view.Previous, old),
            };
        }
        return status with
        {
            State = new() { Waiting = view.Waiting ?? new() { Reason = DefaultWaiting } },
            LastTerminationState = ended is not null ? new() { Terminated = ended }
                : newest is null && old?.State.Running is { } lost ? Lost(old, lost)
                : Last(container, view.Previous, old),
        };
    }

    private ContainerState Last(Container container, RuntimeContainer? previous, ContainerStatus? old) =>
        previous is { State: RuntimeContainerState.Exited }
            ? new() { Terminated = Terminated(container, previous) }
            : old?.LastTerminationState ?? ContainerState.Empty;

    private ContainerStateTerminated Terminated(Container container, RuntimeContainer ended) => new()
    {
        ExitCode = ended.ExitCode,
        Reason = ended.Reason,
        Message = ended.TerminationMessage ?? ended.Message,
        StartedAt = ended.StartedAt,
        FinishedAt = ended.FinishedAt,
        ContainerId = $"{Scheme}://{ended.Id}",
    };

    /// <summary>It ran, says the API, and the runtime knows nothing of it.</summary>
    private static ContainerState Lost(ContainerStatus old, ContainerStateRunning running) => new()
    {
        Terminated = new()
        {
            ExitCode = UnknownExitCode,
            Reason = "ContainerStatusUnknown",
            Message = "The container could not be located when the pod was deleted.  The container used to be Running",
            StartedAt = running.StartedAt,
            ContainerId = old.ContainerId,
        },
    };
}
