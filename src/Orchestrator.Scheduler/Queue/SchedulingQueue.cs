using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Queue;

/// <summary>The Pods that wait for a node: active (by priority, then age), backing off, unschedulable, gated.</summary>
/// <remarks>
/// A rejected Pod sleeps as unschedulable until an event comes of which one of the plugins that rejected it says
/// that it may help, or until <see cref="UnschedulableMax"/>; then it is active, or backs off first when it failed only
/// just now.
/// Pure: it is told the time and owned by the scheduler's actor. Invariant: a Pod it knows lies in exactly one place.
/// </remarks>
public sealed class SchedulingQueue(TimeProvider time, IReadOnlyList<IPlugin> plugins)
{
    public static readonly TimeSpan BackoffInitial = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(10);

    /// <summary>How long a Pod sleeps when no event wakes it.</summary>
    public static readonly TimeSpan UnschedulableMax = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, QueuedPodInfo> _pods = new(StringComparer.Ordinal);
    private readonly PodHeap _active = new(ByPriorityThenAge);
    private readonly PodHeap _backoff = new(ByBackoffEnd);
    private readonly PodBag _unschedulable = new();
    private readonly PodBag _gated = new();
    private long _sequence;

    /// <summary>Since a fixed moment, by the clock that nobody sets: a wall clock set back by hours would have Pods
    /// wait for hours.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    public int ActiveCount => _active.Count;

    public int BackoffCount => _backoff.Count;

    public int UnschedulableCount => _unschedulable.Count;

    public int GatedCount => _gated.Count;

    /// <summary>When the first backing-off Pod becomes active, as <see cref="Now"/> counts; null when none backs
    /// off.</summary>
    public TimeSpan? NextBackoffEnd => _backoff.Peek()?.BackoffUntil;

    public QueuedPodInfo? Find(string uid) => _pods.GetValueOrDefault(uid);

    /// <summary>Takes in a Pod without a node, or the newer state of one it knows.</summary>
    public void AddOrUpdate(Pod pod)
    {
        if (!_pods.TryGetValue(pod.Metadata.Uid ?? "", out var known))
        {
            known = new QueuedPodInfo(new PodInfo(pod), Now, _sequence++);
            _pods.Add(known.Pod.Uid, known);
            Put(known, IsGated(pod) ? QueuePlace.Gated : QueuePlace.Active);
            return;
        }
        var old = known.Pod;
        known.Pod = old.With(pod);
        switch (known.Place)
        {
            case QueuePlace.Gated when !IsGated(pod):
                Take(known);
                Put(known, QueuePlace.Active);
                break;
            case QueuePlace.Unschedulable when MayHelp(old.Pod, pod):
                Wake(known);
                break;
        }
    }

    /// <summary>Forgets a Pod: deleted, ended, or bound. One that is in a cycle is not put back afterwards.</summary>
    public void Remove(string uid)
    {
        if (_pods.Remove(uid, out var known))
            Take(known);
    }

    /// <summary>The most urgent active Pod, now in its cycle; null when there is none.</summary>
    public QueuedPodInfo? Pop()
    {
        if (_active.Count == 0)
            return null;
        var pod = _active.Pop();
        pod.Place = QueuePlace.None;
        pod.Attempts++;
        return pod;
    }

    /// <summary>Puts a Pod to sleep after its cycle found no node.</summary>
    /// <param name="rejectedBy">Names of the plugins that said no; empty: any event may help.</param>
    public void AddUnschedulable(QueuedPodInfo pod, IReadOnlyCollection<string> rejectedBy)
    {
        if (!IsInCycle(pod))
            return;
        pod.RejectedBy = Bits(rejectedBy);
        pod.Timestamp = Now;
        Put(pod, QueuePlace.Unschedulable);
    }

    /// <summary>Lets a Pod try again after its back-off: what failed was not the search but something else, such as
    /// the binding.</summary>
    public void AddBackoff(QueuedPodInfo pod)
    {
        if (!IsInCycle(pod))
            return;
        pod.Timestamp = Now;
        Wake(pod);
    }

    /// <summary>Wakes one sleeping Pod without an event.</summary>
    public void RetryAfterBackoff(string uid)
    {
        if (Find(uid) is { Place: QueuePlace.Unschedulable } pod)
            Wake(pod);
    }

    /// <summary>Wakes the unschedulable Pods that the event may help.</summary>
    public void MoveOn(in ClusterEvent change)
    {
        ulong interested = 0;
        for (var i = 0; i < plugins.Count; i++)
        {
            if ((plugins[i].Events & change.Kinds) != 0)
                interested |= 1UL << i;
        }
        if (change.Kinds == ClusterEventKinds.None)
            return;
        for (var i = _unschedulable.Count - 1; i >= 0; i--)
        {
            var pod = _unschedulable[i];
            if (pod.RejectedBy == 0 || MayHelp(pod, interested & pod.RejectedBy, change))
                Wake(pod);
        }
    }

    /// <summary>Makes Pods active whose back-off has ended.</summary>
    public void FlushBackoff()
    {
        var now = Now;
        while (_backoff.Peek() is { } pod && pod.BackoffUntil <= now)
        {
            _backoff.Pop();
            Put(pod, QueuePlace.Active);
        }
    }

    /// <summary>Wakes Pods that slept for <see cref="UnschedulableMax"/>: the net under the hints.</summary>
    public void FlushUnschedulable()
    {
        var slept = Now - UnschedulableMax;
        for (var i = _unschedulable.Count - 1; i >= 0; i--)
        {
            var pod = _unschedulable[i];
            if (pod.Timestamp <= slept)
                Wake(pod);
        }
    }

    /// <summary>1 s after the first failure, twice as long after each further one, at most 10 s.</summary>
    public static TimeSpan BackoffAfter(int attempts)
    {
        var pause = BackoffInitial;
        for (var i = 1; i < attempts && pause < BackoffMax; i++)
            pause *= 2;
        return pause < BackoffMax ? pause : BackoffMax;
    }

    private static bool IsGated(Pod pod) => !pod.Spec.SchedulingGates.IsEmpty;

    // Status, resourceVersion and managed fields change without making a Pod easier to place.
    private static bool MayHelp(Pod old, Pod current) =>
        old.Spec != current.Spec || old.Metadata.Labels != current.Metadata.Labels
        || old.Metadata.Annotations != current.Metadata.Annotations;

    private bool MayHelp(QueuedPodInfo pod, ulong asked, in ClusterEvent change)
    {
        for (var i = 0; asked >> i != 0; i++)
        {
            if ((asked >> i & 1) != 0 && plugins[i].IsWorthRetrying(pod.Pod, change))
                return true;
        }
        return false;
    }

    private bool IsInCycle(QueuedPodInfo pod) =>
        pod.Place == QueuePlace.None && _pods.TryGetValue(pod.Pod.Uid, out var known) && ReferenceEquals(known, pod);

    private void Wake(QueuedPodInfo pod)
    {
        if (pod.Place != QueuePlace.None)
            Take(pod);
        pod.BackoffUntil = pod.Timestamp + BackoffAfter(pod.Attempts);
        Put(pod, pod.BackoffUntil > Now ? QueuePlace.Backoff : QueuePlace.Active);
    }

    private ulong Bits(IReadOnlyCollection<string> names)
    {
        ulong bits = 0;
        for (var i = 0; i < plugins.Count; i++)
        {
            if (names.Contains(plugins[i].Name))
                bits |= 1UL << i;
        }
        return bits;
    }

    private void Put(QueuedPodInfo pod, QueuePlace place)
    {
        pod.Place = place;
        switch (place)
        {
            case QueuePlace.Active:
                _active.Push(pod);
                break;
            case QueuePlace.Backoff:
                _backoff.Push(pod);
                break;
            case QueuePlace.Unschedulable:
                _unschedulable.Add(pod);
                break;
            case QueuePlace.Gated:
                _gated.Add(pod);
                break;
            default:
                throw new InvariantException($"pod {pod.Pod.Key} put into {place}");
        }
    }

    private void Take(QueuedPodInfo pod)
    {
        switch (pod.Place)
        {
            case QueuePlace.Active:
                _active.Remove(pod);
                break;
            case QueuePlace.Backoff:
                _backoff.Remove(pod);
                break;
            case QueuePlace.Unschedulable:
                _unschedulable.Remove(pod);
                break;
            case QueuePlace.Gated:
                _gated.Remove(pod);
                break;
        }
        pod.Place = QueuePlace.None;
    }

    private static int ByPriorityThenAge(QueuedPodInfo left, QueuedPodInfo right)
    {
        var order = right.Pod.Priority.CompareTo(left.Pod.Priority);
        if (order == 0)
            order = left.Timestamp.CompareTo(right.Timestamp);
        return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
    }

    private static int ByBackoffEnd(QueuedPodInfo left, QueuedPodInfo right)
    {
        var order = left.BackoffUntil.CompareTo(right.BackoffUntil);
        return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
    }
}
