namespace Orchestrator.Node.Pods;

/// <summary>Composes a Pod's status from what the runtime has and what the worker knows.</summary>
/// <remarks>Pure. Fields that others own (nominatedNodeName, resize, foreign conditions) pass through.</remarks>
public static class PodStatuses
{
    /// <param name="pod">The Pod as last read; its old status is where transition times come from.</param>
    /// <param name="runtime">What the runtime has; null before the sandbox is made.</param>
    /// <param name="view">A container's circumstances, by name.</param>
    /// <param name="end">Set when nothing will be started again.</param>
    public static PodStatus Of(
        Pod pod, RuntimePod? runtime, Func<string, ContainerView> view, PodEnd? end, NodeIdentity node,
        DateTimeOffset now)
    {
        var old = pod.Status;
        var hasInit = !pod.Spec.InitContainers.IsEmpty;
        var creating = new ContainerStatuses(node.RuntimeName, "ContainerCreating");
        var initializing = hasInit ? creating with { DefaultWaiting = "PodInitializing" } : creating;
        ContainerStatus Status(
            Container container, ContainerStatuses statuses, ValueList<ContainerStatus> before, bool isInit) =>
            statuses.Of(container, view(container.Name), before.FirstOrDefault(s => s.Name == container.Name), isInit);

        var init = pod.Spec.InitContainers
            .Select(c => Status(c, initializing, old.InitContainerStatuses, true)).ToValueList();
        var regular = pod.Spec.Containers
            .Select(c => Status(c, initializing, old.ContainerStatuses, false))
            .OrderBy(s => s.Name, StringComparer.Ordinal).ToValueList();
        var phase = PodPhases.IsTerminal(old.Phase) ? old.Phase
            : end?.Phase is { } forced && AllEnded(regular) ? forced
            : PodPhases.Of(pod.Spec, init, regular, end is { Complete: true });
        var ip = runtime?.Sandbox.Ip ?? old.PodIP;
        var status = old with
        {
            Phase = phase,
            Reason = end?.Reason ?? old.Reason,
            Message = end?.Message ?? old.Message,
            HostIP = node.HostIp,
            HostIPs = [new HostIP { IP = node.HostIp }],
            PodIP = ip,
            PodIPs = ip is { Length: > 0 } ? [new PodIP { IP = ip }] : [],
            StartTime = old.StartTime ?? new Time(now),
            InitContainerStatuses = init,
            ContainerStatuses = regular,
        };
        return status with { Conditions = PodConditions.Of(pod, status, runtime is not null, now) };
    }

    private static bool AllEnded(ValueList<ContainerStatus> statuses) => statuses.All(s => s.State.Running is null);
}

/// <summary>Why a Pod is being brought to its end on this node.</summary>
/// <param name="Complete">Every container has ended.</param>
/// <param name="Phase">The phase it ends in whatever its containers say, such as Failed after its deadline; null:
/// they decide.</param>
public sealed record PodEnd(bool Complete, string? Phase = null, string? Reason = null, string? Message = null);

/// <summary>What of the node appears in its Pods' statuses.</summary>
public sealed record NodeIdentity(string Name, string HostIp, string RuntimeName);
