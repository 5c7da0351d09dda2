using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Validation;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>A Deployment or ReplicaSet as its Scale, and back. Pure.</summary>
internal static class Scaling
{
    public static Scale Of(KubeObject value) => value switch
    {
        Deployment d => Make(d.Metadata, d.Spec.Replicas ?? 1, d.Status.Replicas, d.Spec.Selector),
        ReplicaSet r => Make(r.Metadata, r.Spec.Replicas ?? 1, r.Status.Replicas, r.Spec.Selector),
        _ => throw Statuses.PathNotFound(),
    };

    /// <summary>The object with the replicas, identity and revision a Scale names.</summary>
    public static KubeObject Apply(KubeObject value, Scale scale)
    {
        if (scale.Spec.Replicas < 0)
            throw NotNegative(scale);
        var metadata = value.Metadata with
        {
            Uid = scale.Metadata.Uid ?? value.Metadata.Uid,
            ResourceVersion = scale.Metadata.ResourceVersion,
        };
        return value switch
        {
            Deployment d => d with { Metadata = metadata, Spec = d.Spec with { Replicas = scale.Spec.Replicas } },
            ReplicaSet r => r with { Metadata = metadata, Spec = r.Spec with { Replicas = scale.Spec.Replicas } },
            _ => throw Statuses.PathNotFound(),
        };
    }

    private static Scale Make(ObjectMeta meta, int wanted, int present, LabelSelector? selector) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = meta.Name,
            Namespace = meta.Namespace,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            CreationTimestamp = meta.CreationTimestamp,
        },
        Spec = new ScaleSpec { Replicas = wanted },
        Status = new ScaleStatus { Replicas = present, Selector = Text(selector) },
    };

    private static string? Text(LabelSelector? selector) =>
        selector is null ? null : LabelMatcher.Of(selector).ToString();

    private static StatusException NotNegative(Scale scale)
    {
        var errors = new FieldErrors();
        errors.Invalid(
            FieldPath.Of("spec").Child("replicas"), scale.Spec.Replicas, "must be greater than or equal to 0");
        return Statuses.Invalid(Scale.GroupVersionKind, scale.Metadata.Name ?? "", errors);
    }
}
