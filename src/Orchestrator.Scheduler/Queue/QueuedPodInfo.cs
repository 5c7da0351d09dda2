using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Queue;

/// <summary>A Pod on its way through the queue.</summary>
/// <remarks>Its moments are times since a fixed one, by a clock that only goes forward.</remarks>
public sealed class QueuedPodInfo(PodInfo pod, TimeSpan seen, long sequence)
{
    public PodInfo Pod { get; internal set; } = pod;

    public QueuePlace Place { get; internal set; } = QueuePlace.None;

    /// <summary>When it last entered the queue: first seen, or last failed.</summary>
    public TimeSpan Timestamp { get; internal set; } = seen;

    /// <summary>Cycles begun for it.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Set where it backs off: the moment it becomes active.</summary>
    public TimeSpan BackoffUntil { get; internal set; }

    /// <summary>One bit per plugin of the queue's list that rejected it last; 0: any event may help.</summary>
    public ulong RejectedBy { get; internal set; }

    /// <summary>Order of arrival: among equals the earlier comes first, so that a run is determined.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Where it lies in its heap or list.</summary>
    internal int Index { get; set; } = -1;
}

public enum QueuePlace
{
    /// <summary>In no queue: in a cycle or a binding.</summary>
    None,
    Active,
    Backoff,
    Unschedulable,

    /// <summary>Waiting for its scheduling gates to be removed.</summary>
    Gated,
}
