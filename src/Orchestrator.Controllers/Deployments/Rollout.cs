using Orchestrator.Api.Apps.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Deployments;

/// <summary>A Deployment and its ReplicaSets as a plan would leave them; a working copy that plans are made
/// on.</summary>
/// <remarks>
/// The new set is the oldest one made from the Deployment's template; all others are old. Example: a template that
/// returns to an earlier one
/// makes that earlier set new again. A created set is in <see cref="New"/> with no uid.
/// </remarks>
internal sealed class Rollout
{
    private readonly List<ReplicaSet> _old;

    public Rollout(Deployment deployment, IEnumerable<ReplicaSet> sets)
    {
        Deployment = deployment;
        Bounds = RolloutBounds.Of(deployment);
        _old = [.. sets.OrderBy(set => set.Metadata.CreationTimestamp ?? default).ThenBy(set => set.Key)];
        var at = _old.FindIndex(set => PodTemplateHash.AreEqual(set.Spec.Template, deployment.Spec.Template));
        if (at < 0)
            return;
        New = _old[at];
        _old.RemoveAt(at);
    }

    public Deployment Deployment { get; set; }

    public RolloutBounds Bounds { get; }

    public int Desired => Deployment.Spec.Replicas ?? 1;

    /// <summary>Desired and surge.</summary>
    public int Max => Desired == 0 ? 0 : Desired + Bounds.Surge;

    public ReplicaSet? New { get; set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ReplicaSet> Old => _old;

    /// <summary>Old ones first, then the new one.</summary>
    public IEnumerable<ReplicaSet> All => New is null ? _old : _old.Append(New);

    public IEnumerable<ReplicaSet> Active => All.Where(IsActive);

    /// <summary>Pods that all sets together are to have.</summary>
    public int Total => All.Sum(Size);

    public int Available => All.Sum(set => set.Status.AvailableReplicas);

    public static int Size(ReplicaSet set) => set.Spec.Replicas ?? 1;

    public static bool IsActive(ReplicaSet set) => Size(set) > 0;

    /// <summary>Sizes a set and notes the Deployment's own size on it. True where the size differs.</summary>
    public bool Scale(ReplicaSet set, int size)
    {
        var sized = DeploymentAnnotations.Sized(set, Desired, Desired + Bounds.Surge);
        if (Size(set) != size)
            sized = sized with { Spec = sized.Spec with { Replicas = size } };
        Replace(set, sized);
        return Size(set) != size;
    }

    private void Replace(ReplicaSet before, ReplicaSet after)
    {
        if (before.Key == New?.Key)
            New = after;
        else
            _old[_old.FindIndex(set => set.Key == before.Key)] = after;
    }
}
