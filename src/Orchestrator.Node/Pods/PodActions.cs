namespace Orchestrator.Node.Pods;

/// <summary>What is to be done next for a Pod that should live, from its spec and what the runtime has: the kubelet's
/// rules.</summary>
/// <remarks>Pure. Back-off is not its business: it says what should run, the worker says when.</remarks>
/// <param name="Start">Containers that should run and do not.</param>
/// <param name="Kill">Ids of containers that must end, with the reason shown to the owner.</param>
/// <param name="Finished">Nothing is left to run: every container has ended for good, or an init container has
/// failed.</param>
public sealed record PodActions(ValueList<Container> Start, ValueList<ContainerToKill> Kill, bool Finished)
{
    private static readonly PodActions Wait = new([], [], false);

    public static PodActions For(
        Pod pod, RuntimePod runtime, Func<string, ContainerVerdict> verdicts)
    {
        var policy = pod.Spec.RestartPolicy ?? "Always";
        var regularSeen = pod.Spec.Containers.Any(c => runtime.Newest(c.Name) is not null);
        var init = ForInitContainers(pod, runtime, verdicts, policy, regularSeen);
        if (!regularSeen && !init.Initialized)
            return init.Actions;

        var start = init.Actions.Start;
        var kill = init.Actions.Kill;
        var live = 0;
        foreach (var container in pod.Spec.Containers)
        {
            var newest = runtime.Newest(container.Name);
            if (newest is { State: RuntimeContainerState.Running })
            {
                live++;
                if (verdicts(newest.Id).Failed is { } probe)
                    kill = kill.Add(Unhealthy(container, newest, probe, policy));
            }
            else if (ShouldRun(newest, policy))
            {
                start = start.Add(container);
            }
        }
        return live == 0 && !start.Any(pod.Spec.Containers.Contains)
            ? new([], [], Finished: true)
            : new(start, kill, false);
    }

    /// <summary>Whether a container of this policy runs again after what it did last.</summary>
    public static bool ShouldRun(RuntimeContainer? newest, string policy) => newest switch
    {
        null or { State: RuntimeContainerState.Created } => true,
        { State: RuntimeContainerState.Running } => false,
        _ when policy == "Never" => false,
        _ when policy == "OnFailure" => newest.ExitCode != 0,
        _ => true,
    };

    /// <summary>An init container that runs beside the others for the Pod's whole life.</summary>
    public static bool IsSidecar(Container container) => container.RestartPolicy == "Always";

    /// <summary>In order: each waits until the one before is done, or, a sidecar, has started.</summary>
    private static (PodActions Actions, bool Initialized) ForInitContainers(
        Pod pod, RuntimePod runtime, Func<string, ContainerVerdict> verdicts, string policy, bool regularSeen)
    {
        ValueList<Container> start = [];
        ValueList<ContainerToKill> kill = [];
        foreach (var container in pod.Spec.InitContainers)
        {
            var newest = runtime.Newest(container.Name);
            if (IsSidecar(container))
            {
                if (newest is not { State: RuntimeContainerState.Running })
                    start = start.Add(container);
                else if (verdicts(newest.Id).Failed is { } probe)
                    kill = kill.Add(Unhealthy(container, newest, probe, "Always"));
                if (!regularSeen
                    && (newest is not { State: RuntimeContainerState.Running } || !verdicts(newest.Id).Started))
                    return (new(start, kill, false), false);
            }
            else if (!regularSeen && newest is not { State: RuntimeContainerState.Exited, ExitCode: 0 })
            {
                if (newest is { State: RuntimeContainerState.Running })
                    return (new(start, kill, false), false);
                var failed = newest is { State: RuntimeContainerState.Exited } && policy == "Never";
                return failed ? (Wait with { Finished = true }, false)
                    : (new(start.Add(container), kill, false), false);
            }
        }
        return (new(start, kill, false), true);
    }

    private static ContainerToKill Unhealthy(
        Container container, RuntimeContainer newest, string probe, string policy) => new(
        newest.Id,
        container,
        policy == "Never"
            ? $"Container {container.Name} failed {probe} probe"
            : $"Container {container.Name} failed {probe} probe, will be restarted",
        (probe == "startup" ? container.StartupProbe : container.LivenessProbe)?.TerminationGracePeriodSeconds);
}

/// <summary>A running container that must end, while its Pod lives on.</summary>
/// <param name="GraceSeconds">The probe's own grace period; null: the Pod's.</param>
public sealed record ContainerToKill(string Id, Container Container, string Message, long? GraceSeconds);
