using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What <c>kubectl get pods</c> says of a Pod in its first columns.</summary>
/// <param name="Ready">Containers that are ready, sidecars included.</param>
/// <param name="Total">Containers that should be.</param>
/// <param name="Status">The phase or, where there is more to say, the reason: <c>CrashLoopBackOff</c>,
/// <c>Init:0/1</c>.</param>
/// <param name="LastRestart">When a container last ended before a restart.</param>
public readonly record struct PodSummary(int Ready, int Total, string Status, int Restarts, Time? LastRestart)
{
    public static PodSummary Of(Pod pod)
    {
        var tally = new Tally(pod);
        tally.CountInitContainers();
        if (!tally.IsInitializing || HasCondition(pod, "Initialized"))
            tally.CountContainers();
        return new(tally.Ready, tally.Total, Final(pod, tally.Reason), tally.Restarts, tally.LastRestart);
    }

    /// <summary><c>2 (5m ago)</c>.</summary>
    public string RestartsText(DateTimeOffset now) =>
        Restarts == 0 || LastRestart is null
            ? Restarts.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : $"{Restarts} ({HumanDuration.Since(LastRestart, now)} ago)";

    internal static bool IsSidecar(Container? container) => container?.RestartPolicy == "Always";

    internal static bool HasCondition(Pod pod, string type)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
                return condition.Status == "True";
        }
        return false;
    }

    private static string Final(Pod pod, string reason)
    {
        if (pod.Metadata.DeletionTimestamp is null)
            return reason;
        if (pod.Status.Reason == "NodeLost")
            return "Unknown";
        return pod.Status.Phase is "Succeeded" or "Failed" ? reason : "Terminating";
    }

    /// <summary>Counts while walking the containers' statuses.</summary>
    private struct Tally(Pod pod)
    {
        private readonly bool _isReady = pod.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" });
        private int _sidecarRestarts;
        private Time? _lastSidecarRestart;

        public int Ready { get; private set; }

        public int Total { get; private set; } = pod.Spec.Containers.Count + pod.Spec.InitContainers.Count(IsSidecar);

        public int Restarts { get; private set; }

        public Time? LastRestart { get; private set; }

        public bool IsInitializing { get; private set; }

        public string Reason { get; private set; } = FirstReason(pod);

        public void CountInitContainers()
        {
            for (var i = 0; i < pod.Status.InitContainerStatuses.Count; i++)
            {
                var status = pod.Status.InitContainerStatuses[i];
                var ended = status.LastTerminationState.Terminated?.FinishedAt;
                var isSidecar = IsSidecar(pod.Spec.InitContainers.FirstOrDefault(c => c.Name == status.Name));
                Restarts += status.RestartCount;
                LastRestart = Later(LastRestart, ended);
                if (isSidecar)
                {
                    _sidecarRestarts += status.RestartCount;
                    _lastSidecarRestart = Later(_lastSidecarRestart, ended);
                }
                if (status.State.Terminated is { ExitCode: 0 })
                    continue;
                if (!isSidecar || status.Started is not true)
                {
                    Reason = InitReason(status.State, i);
                    IsInitializing = true;
                    return;
                }
                Ready += status.Ready ? 1 : 0;
            }
        }

        public void CountContainers()
        {
            Restarts = _sidecarRestarts;
            LastRestart = _lastSidecarRestart;
            var isRunning = false;
            for (var i = pod.Status.ContainerStatuses.Count - 1; i >= 0; i--)
            {
                var status = pod.Status.ContainerStatuses[i];
                Restarts += status.RestartCount;
                LastRestart = Later(LastRestart, status.LastTerminationState.Terminated?.FinishedAt);
                if (status.State.Waiting?.Reason is { Length: > 0 } waiting)
                    Reason = waiting;
                else if (status.State.Terminated is { } terminated)
                    Reason = Ended(terminated);
                else if (status is { Ready: true, State.Running: not null })
                    (isRunning, Ready) = (true, Ready + 1);
            }
            if (Reason == "Completed" && isRunning)
                Reason = _isReady ? "Running" : "NotReady";
        }

        private static string FirstReason(Pod pod)
        {
            if (pod.Status.Conditions.Any(c => c is { Type: "PodScheduled", Reason: "SchedulingGated" }))
                return "SchedulingGated";
            return string.IsNullOrEmpty(pod.Status.Reason) ? pod.Status.Phase ?? "" : pod.Status.Reason;
        }

        private static Time? Later(Time? one, Time? other) =>
            other is { } end && (one is not { } start || start.CompareTo(end) < 0) ? end : one;

        private static string Ended(ContainerStateTerminated terminated) => terminated switch
        {
            { Reason: { Length: > 0 } reason } => reason,
            { Signal: not 0 } => $"Signal:{terminated.Signal}",
            _ => $"ExitCode:{terminated.ExitCode}",
        };

        private readonly string InitReason(ContainerState state, int index) => state switch
        {
            { Terminated: { } terminated } => "Init:" + Ended(terminated),
            { Waiting.Reason: { Length: > 0 } waiting } when waiting != "PodInitializing" => "Init:" + waiting,
            _ => $"Init:{index}/{pod.Spec.InitContainers.Count}",
        };
    }
}
