using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed partial record DeploymentSpec
{
    [Field("replicas", 1)]
    public int? Replicas { get; init; }

    [Field("selector", 2, Required = true)]
    public LabelSelector? Selector { get; init; }

    [Field("template", 3, Required = true)]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;

    [Field("strategy", 4, PatchStrategy = "retainKeys")]
    public DeploymentStrategy Strategy { get; init; } = DeploymentStrategy.Empty;

    [Field("minReadySeconds", 5)]
    public int MinReadySeconds { get; init; }

    [Field("revisionHistoryLimit", 6)]
    public int? RevisionHistoryLimit { get; init; }

    [Field("paused", 7)]
    public bool Paused { get; init; }

    [Field("progressDeadlineSeconds", 9)]
    public int? ProgressDeadlineSeconds { get; init; }
}
