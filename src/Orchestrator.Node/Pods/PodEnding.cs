namespace Orchestrator.Node.Pods;

internal enum PodEndReason
{
    Deleted,
    Finished,
    DeadlineExceeded,
}

internal enum DrainState
{
    Before,
    Waiting,
    Done,
}

/// <summary>How far the end of a Pod has come: drained, which containers are being stopped, how much grace is
/// left.</summary>
internal sealed class PodEnding(PodEndReason reason)
{
    public const string DeadlineMessage = "Pod was active on the node longer than the specified deadline";
    private readonly SortedSet<string> _stopping = new(StringComparer.Ordinal);
    private DateTimeOffset _began;
    private TimeSpan? _grace;

    public PodEndReason Reason { get; set; } = reason;

    public DrainState Drain { get; set; } = DrainState.Before;

    /// <summary>Nothing runs any more.</summary>
    public bool Complete { get; set; }

    public IReadOnlyCollection<string> Stopping => _stopping;

    public void Drained(DateTimeOffset now)
    {
        if (Drain == DrainState.Done)
            return;
        (Drain, _began) = (DrainState.Done, now);
    }

    /// <summary>True when stops already begun must be told of a shorter grace period.</summary>
    public bool ShortenTo(TimeSpan grace)
    {
        var shorter = _grace is { } before && grace < before;
        _grace = grace;
        return shorter;
    }

    /// <summary>What is left of the grace period, which all containers share; never less than a second.</summary>
    public TimeSpan Left(TimeSpan grace, DateTimeOffset now)
    {
        var left = grace - (now - _began);
        return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
    }

    public bool Begin(string containerId) => _stopping.Add(containerId);

    public void Stopped(string containerId) => _stopping.Remove(containerId);

    /// <summary>The containers to stop now: all but the sidecars at once, then the sidecars, the last first.</summary>
    public static IEnumerable<Container> Next(Pod pod, IReadOnlyList<RuntimeContainer> running)
    {
        var others = pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(c => !PodActions.IsSidecar(c)))
            .Where(Runs).ToList();
        return others.Count > 0
            ? others
            : pod.Spec.InitContainers.Where(PodActions.IsSidecar).Where(Runs).Reverse().Take(1);

        bool Runs(Container container) => running.Any(c => c.Name == container.Name);
    }

    /// <summary>Why a Pod must end now; null while it may live.</summary>
    public static PodEnding? Of(Pod pod, bool gone, DateTimeOffset now)
    {
        if (gone || pod.IsTerminating)
            return new(PodEndReason.Deleted);
        if (PodPhases.IsTerminal(pod.Status.Phase))
            return new(PodEndReason.Finished);
        return pod.Spec.ActiveDeadlineSeconds is { } seconds && pod.Status.StartTime is { } started
            && started.Moment.AddSeconds(seconds) <= now
                ? new(PodEndReason.DeadlineExceeded)
                : null;
    }

    /// <summary>The grace period of a Pod's end; even a forced deletion gives a second, so that programs see
    /// SIGTERM.</summary>
    public static TimeSpan GraceOf(Pod pod) => TimeSpan.FromSeconds(Math.Max(
        1, pod.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30));

    /// <summary>The grace period of one container that ends while its Pod lives on; a probe may have its own.</summary>
    public static TimeSpan GraceOf(Pod pod, long? own) =>
        TimeSpan.FromSeconds(Math.Max(0, own ?? pod.Spec.TerminationGracePeriodSeconds ?? 30));

    public PodEnd ToStatus() => Reason == PodEndReason.DeadlineExceeded
        ? new(Complete, PodPhases.Failed, "DeadlineExceeded", DeadlineMessage)
        : new(Complete);
}
