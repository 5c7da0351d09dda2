using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Apps.V1;

/// <summary>How many Pods a Deployment wants, from which template, and how it replaces them.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed partial record DeploymentSpec
{
    /// <summary>How many Pods there should be; 1 by default.</summary>
    [Field("replicas", 1)]
    public int? Replicas { get; init; }

    /// <summary>Which Pods belong to it; it must match the template's labels and cannot be changed.</summary>
    [Field("selector", 2, Required = true)]
    public LabelSelector? Selector { get; init; }

    /// <summary>What the Pods are made from; restartPolicy must be Always.</summary>
    [Field("template", 3, Required = true)]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;

    /// <summary>How old Pods are replaced by new ones.</summary>
    [Field("strategy", 4, PatchStrategy = "retainKeys")]
    public DeploymentStrategy Strategy { get; init; } = DeploymentStrategy.Empty;

    /// <summary>Seconds a new Pod must be ready before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 5)]
    public int MinReadySeconds { get; init; }

    /// <summary>How many old ReplicaSets are kept for a rollback; 10 by default.</summary>
    [Field("revisionHistoryLimit", 6)]
    public int? RevisionHistoryLimit { get; init; }

    /// <summary>Whether changes of the template start no rollout for now.</summary>
    [Field("paused", 7)]
    public bool Paused { get; init; }

    /// <summary>Seconds without progress after which the rollout is reported as failed; 600 by default.</summary>
    [Field("progressDeadlineSeconds", 9)]
    public int? ProgressDeadlineSeconds { get; init; }
}
