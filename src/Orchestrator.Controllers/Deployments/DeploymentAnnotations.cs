using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>What a Deployment writes on its ReplicaSets, and on itself, to know revisions and sizes again.</summary>
public static class DeploymentAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private const int HistoryLengthMax = 2000;

    /// <summary>The revision; 0 where there is none to be read.</summary>
    public static long RevisionOf(KubeObject value) =>
        value.Metadata.Annotations.TryGetValue(Revision, out var text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;

    /// <summary>The Deployment's size when the set was last scaled; null where it does not say.</summary>
    public static int? DesiredOf(ReplicaSet set) => Number(set, DesiredReplicas);

    /// <summary>The Deployment's size with surge when the set was last scaled; null where it does not say.</summary>
    public static int? MaxOf(ReplicaSet set) => Number(set, MaxReplicas);

    /// <summary>The set as that of the current template: the Deployment's own annotations, such as the change-cause,
    /// and a revision above all others.</summary>
    public static ReplicaSet Current(ReplicaSet set, Deployment deployment, long revision)
    {
        var annotations = set.Metadata.Annotations;
        foreach (var (key, value) in deployment.Metadata.Annotations)
        {
            if (IsCopied(key) && annotations[key] != value)
                annotations = annotations.With(key, value);
        }
        var before = RevisionOf(set);
        // Older sets may have been deleted since: the highest revision ever given is kept.
        if (before < revision)
        {
            if (annotations.TryGetValue(Revision, out var old))
                annotations = annotations.With(RevisionHistory, History(annotations[RevisionHistory], old));
            annotations = annotations.With(Revision, revision.ToString(CultureInfo.InvariantCulture));
        }
        return With(set, annotations);
    }

    /// <summary>The set with the sizes of its Deployment.</summary>
    public static ReplicaSet Sized(ReplicaSet set, int desired, int max) => With(
        set,
        set.Metadata.Annotations
            .With(DesiredReplicas, desired.ToString(CultureInfo.InvariantCulture))
            .With(MaxReplicas, max.ToString(CultureInfo.InvariantCulture)));

    private static ReplicaSet With(ReplicaSet set, ValueMap<string> annotations) =>
        annotations == set.Metadata.Annotations
            ? set
            : set with { Metadata = set.Metadata with { Annotations = annotations } };

    private static bool IsCopied(string key) =>
        key is not (LastApplied or Revision or RevisionHistory or DesiredReplicas or MaxReplicas
            or "deprecated.deployment.rollback.to");

    /// <summary><c>1,3</c>: revisions this set was before it was rolled back to; the oldest give way.</summary>
    private static string History(string? history, string revision)
    {
        var all = string.IsNullOrEmpty(history) ? revision : $"{history},{revision}";
        while (all.Length > HistoryLengthMax)
            all = all[(all.IndexOf(',') + 1)..];
        return all;
    }

    private static int? Number(ReplicaSet set, string key) =>
        set.Metadata.Annotations.TryGetValue(key, out var text)
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
