using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Scheduler.Cache;
using Orchestrator.Scheduler.Framework;
using Orchestrator.Scheduler.Queue;

namespace Orchestrator.Scheduler;

/// <summary>Applies what the watches say to cache and queue, and wakes the Pods that a change may help.</summary>
/// <remarks>Invariant: a Pod is in the queue or in the cache; in both only while it is assumed.</remarks>
public sealed class ClusterState(SchedulerCache cache, SchedulingQueue queue, string schedulerName)
{
    public void Apply(in ObjectChange change)
    {
        switch (change.Object)
        {
            case Node node when change.IsDeleted:
                cache.RemoveNode(node.Metadata.Name ?? "");
                break;
            case Node node:
                Set(node);
                break;
            case Pod pod when change.IsDeleted || HasEnded(pod):
                Remove(pod.Metadata.Uid ?? "");
                break;
            case Pod { Spec.NodeName.Length: > 0 } pod:
                SetAssigned(pod);
                break;
            case Pod pod:
                SetUnassigned(pod);
                break;
        }
    }

    /// <summary>Takes an assumption back because its binding did not happen; the room it held may help
    /// others.</summary>
    /// <returns>False when the watch had confirmed or removed the Pod meanwhile.</returns>
    public bool Forget(PodInfo pod)
    {
        if (cache.Forget(pod.Uid) is not { } node)
            return false;
        queue.MoveOn(new(ClusterEventKinds.AssignedPodRemoved, node, null, pod));
        return true;
    }

    /// <summary>A Pod that the API turned out not to have.</summary>
    public void Remove(string uid)
    {
        queue.Remove(uid);
        var pod = cache.Find(uid);
        if (cache.Remove(uid) is { } node)
            queue.MoveOn(new(ClusterEventKinds.AssignedPodRemoved, node, null, pod));
    }

    /// <summary>An assigned Pod as the API has it.</summary>
    public void SetAssigned(Pod pod)
    {
        queue.Remove(pod.Metadata.Uid ?? "");
        var (node, old) = cache.SetPod(pod);
        if (old is not null && cache.Find(old.Uid) is { } current && current.Requests.IsLessThan(old.Requests))
            queue.MoveOn(new(ClusterEventKinds.AssignedPodScaledDown, node, null, old));
    }

    private void Set(Node node)
    {
        var (info, old) = cache.SetNode(node);
        var kinds = old is null ? ClusterEventKinds.NodeAdded : ClusterEvent.Changes(old, node);
        queue.MoveOn(new(kinds, info, old));
    }

    private void SetUnassigned(Pod pod)
    {
        // News from before its binding: the binding was acknowledged, or is under way, and the watch will say so.
        if (cache.IsAssumed(pod.Metadata.Uid ?? "") && queue.Find(pod.Metadata.Uid ?? "") is null)
            return;
        if (!IsOurs(pod))
            return;
        if (pod.Metadata.DeletionTimestamp is not null)
            queue.Remove(pod.Metadata.Uid ?? "");
        else
            queue.AddOrUpdate(pod);
    }

    private bool IsOurs(Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.SchedulerName)
            ? schedulerName == "default-scheduler"
            : pod.Spec.SchedulerName == schedulerName;

    private static bool HasEnded(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";
}
