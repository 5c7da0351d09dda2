namespace Orchestrator.Node.Pods;

/// <summary>When a container that should run may be started, and what its status says until then.</summary>
internal sealed class PodRestarts
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);
    private readonly CrashBackoff _backoff = new();
    private readonly Dictionary<string, ContainerStateWaiting> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _announced = new(StringComparer.Ordinal);

    public ContainerStateWaiting? WaitingOf(string container) => _waiting.GetValueOrDefault(container);

    public void Running(string container)
    {
        _waiting.Remove(container);
        _notBefore.Remove(container);
    }

    /// <summary>How long a container still has to wait; zero when it may start now.</summary>
    /// <param name="newly">True the first time one end of the container leads to this wait.</param>
    public TimeSpan Wait(Pod pod, Container container, RuntimeContainer? newest, DateTimeOffset now, out bool newly)
    {
        newly = false;
        if (_notBefore.TryGetValue(container.Name, out var due) && due > now)
            return due - now;
        if (newest is not { State: RuntimeContainerState.Exited, FinishedAt: { } finished })
            return TimeSpan.Zero;
        var left = _backoff.Remaining(container.Name, finished, now);
        if (left == TimeSpan.Zero)
            return left;
        newly = !_announced.TryGetValue(container.Name, out var id) || id != newest.Id;
        _announced[container.Name] = newest.Id;
        _waiting[container.Name] = new()
        {
            Reason = "CrashLoopBackOff",
            Message = $"back-off {Text(_backoff.PauseOf(container.Name))} restarting failed " +
                $"container={container.Name} pod={FullName(pod)}",
        };
        return left;
    }

    public void Starting(string container, RuntimeContainer? newest, DateTimeOffset now)
    {
        if (newest is { State: RuntimeContainerState.Exited, FinishedAt: { } finished })
            _backoff.Restarting(container, finished, now);
    }

    /// <summary>A start did not succeed. One that left an ended container behind waits by that; others by a pause of
    /// their own.</summary>
    public void Failed(string container, Exception error, DateTimeOffset now)
    {
        var reason = error switch
        {
            RuntimeException { Reason: "FailedMount" } => "ContainerCreating",
            RuntimeException { Reason: "FailedPostStartHook" } => "PostStartHookError",
            RuntimeException known => known.Reason,
            _ => "CreateContainerConfigError",
        };
        _waiting[container] = new() { Reason = reason, Message = error.Message };
        if (reason is not ("RunContainerError" or "PostStartHookError"))
            _notBefore[container] = now + RetryPause;
    }

    /// <summary>One more than the last that ran; where the runtime lost the container, than the last the API heard
    /// of. One that was only made and never ran is no attempt.</summary>
    public static int Attempt(Pod pod, Container container, RuntimeContainer? newest)
    {
        if (newest is not null)
            return newest.State == RuntimeContainerState.Created ? newest.Attempt : newest.Attempt + 1;
        var told = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
            .FirstOrDefault(s => s.Name == container.Name);
        return told is null ? 0 : HasRun(told) ? told.RestartCount + 1 : told.RestartCount;
    }

    /// <summary>The container a status names has run: it is told before it does, as waiting.</summary>
    private static bool HasRun(ContainerStatus told) =>
        told.ContainerId is { Length: > 0 } id
        && (told.State is { Running: not null } or { Terminated: not null }
            || told.LastTerminationState.Terminated?.ContainerId == id);

    /// <summary><c>name_namespace(uid)</c>, as the kubelet's messages name Pods.</summary>
    public static string FullName(Pod pod) => $"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})";

    /// <summary>As Go writes durations: <c>10s</c>, <c>1m20s</c>.</summary>
    private static string Text(TimeSpan pause) =>
        pause.TotalMinutes >= 1 ? $"{(int)pause.TotalMinutes}m{pause.Seconds}s" : $"{pause.Seconds}s";
}
