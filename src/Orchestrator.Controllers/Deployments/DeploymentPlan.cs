using System.Globalization;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Deployments;

/// <summary>A change of one ReplicaSet that exists: its size, its annotations, or both.</summary>
public sealed record ReplicaSetChange(ReplicaSet Before, ReplicaSet After);

/// <summary>What one pass over a Deployment does; applied in the order of the properties.</summary>
public sealed record DeploymentPlan
{
    /// <summary>The set of the current template, to be created; null where there is one, or none is wanted
    /// yet.</summary>
    public ReplicaSet? Create { get; init; }

    public ValueList<ReplicaSetChange> Changes { get; init; }

    /// <summary>Old sets beyond the history's limit.</summary>
    public ValueList<ReplicaSet> Delete { get; init; }

    /// <summary>The Deployment with the revision and status it has then; the very same where nothing changes.</summary>
    public required Deployment Deployment { get; init; }

    /// <param name="sets">Those the Deployment manages.</param>
    /// <param name="hasPods">Whether a set has Pods that have not finished, terminating ones included.</param>
    public static DeploymentPlan For(
        Deployment deployment, IReadOnlyList<ReplicaSet> sets, Func<ReplicaSet, bool> hasPods, DateTimeOffset now)
    {
        var rollout = new Rollout(deployment, sets);
        ValueList<ReplicaSet> surplus = [];
        var isRolling = false;
        if (deployment.IsTerminating)
        {
            AdoptRevision(rollout, now);
        }
        else
        {
            rollout.Deployment = deployment with { Status = DeploymentProgress.OfPause(deployment, now) };
            AdoptRevision(rollout, now);
            isRolling = !deployment.Spec.Paused && !ProportionalScaling.IsDue(rollout);
            surplus = isRolling ? Roll(rollout, hasPods, now) : Scale(rollout);
        }
        var status = DeploymentStatuses.Of(rollout, now);
        if (isRolling)
            status = DeploymentProgress.Of(rollout, status, now);
        var planned = rollout.Deployment with { Status = status };
        return new DeploymentPlan
        {
            Create = rollout.New is { Metadata.Uid: null } created ? created : null,
            Changes = ChangesOf(rollout, sets),
            Delete = surplus,
            Deployment = planned == deployment ? deployment : planned,
        };
    }

    private static ValueList<ReplicaSet> Scale(Rollout rollout)
    {
        ProportionalScaling.Apply(rollout);
        return rollout.Deployment.Spec.Paused ? RevisionHistory.Surplus(rollout) : [];
    }

    private static ValueList<ReplicaSet> Roll(Rollout rollout, Func<ReplicaSet, bool> hasPods, DateTimeOffset now)
    {
        if (rollout.Deployment.Spec.Strategy.Type == "Recreate")
        {
            if (Recreate.ScaleDown(rollout) || Recreate.IsWaiting(rollout, hasPods))
                return [];
            EnsureNew(rollout, rollout.Desired, now);
            Recreate.ScaleUp(rollout);
        }
        else
        {
            EnsureNew(rollout, RollingUpdate.NewSize(rollout), now);
            if (!RollingUpdate.Step(rollout))
                return [];
        }
        return DeploymentStatuses.IsComplete(rollout.Deployment, rollout.Deployment.Status)
            ? RevisionHistory.Surplus(rollout)
            : [];
    }

    /// <summary>The new set that exists takes the Deployment's annotations and, with the Deployment, the highest
    /// revision.</summary>
    private static void AdoptRevision(Rollout rollout, DateTimeOffset now)
    {
        if (rollout.New is not { } set)
            return;
        set = DeploymentAnnotations.Current(set, rollout.Deployment, NextRevision(rollout));
        if (set.Spec.MinReadySeconds != rollout.Deployment.Spec.MinReadySeconds)
            set = set with { Spec = set.Spec with { MinReadySeconds = rollout.Deployment.Spec.MinReadySeconds } };
        rollout.New = set;
        NoteNew(rollout, DeploymentConditions.FoundNewReplicaSet, "Found new replica set", force: false, now);
    }

    private static void EnsureNew(Rollout rollout, int size, DateTimeOffset now)
    {
        if (rollout.New is not null)
            return;
        rollout.New = DeploymentAnnotations.Current(
            NewReplicaSet.Of(rollout), rollout.Deployment, NextRevision(rollout));
        rollout.Scale(rollout.New, size);
        NoteNew(rollout, DeploymentConditions.NewReplicaSetCreated, "Created new replica set", force: true, now);
    }

    private static void NoteNew(Rollout rollout, string reason, string message, bool force, DateTimeOffset now)
    {
        var (deployment, set) = (rollout.Deployment, rollout.New!);
        var revision = DeploymentAnnotations.RevisionOf(set).ToString(CultureInfo.InvariantCulture);
        if (deployment.Metadata.Annotations[DeploymentAnnotations.Revision] != revision)
        {
            deployment = deployment with
            {
                Metadata = deployment.Metadata with
                {
                    Annotations = deployment.Metadata.Annotations.With(DeploymentAnnotations.Revision, revision),
                },
            };
        }
        var isSilent = DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing) is null;
        if (DeploymentProgress.HasDeadline(deployment) && (force || isSilent))
        {
            var condition = DeploymentConditions.Of(
                DeploymentConditions.Progressing, "True", reason, $"{message} \"{set.Metadata.Name}\"", now);
            deployment = deployment with { Status = DeploymentConditions.Set(deployment.Status, condition) };
        }
        rollout.Deployment = deployment;
    }

    private static long NextRevision(Rollout rollout) =>
        rollout.Old.Select(DeploymentAnnotations.RevisionOf).DefaultIfEmpty().Max() + 1;

    private static ValueList<ReplicaSetChange> ChangesOf(Rollout rollout, IReadOnlyList<ReplicaSet> before)
    {
        List<ReplicaSetChange> changes = [];
        foreach (var after in rollout.All)
        {
            if (before.FirstOrDefault(set => set.Key == after.Key) is { } set && set != after)
                changes.Add(new ReplicaSetChange(set, after));
        }
        return changes.ToValueList();
    }
}
