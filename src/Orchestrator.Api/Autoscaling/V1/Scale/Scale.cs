namespace Orchestrator.Api.Autoscaling.V1;

/// <summary>The size of something scalable: what the scale subresource takes and gives.</summary>
[ApiType("io.k8s.api.autoscaling.v1.Scale")]
[Kind("autoscaling/v1", "Scale")]
public sealed partial record Scale : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public ScaleSpec Spec { get; init; } = ScaleSpec.Empty;

    /// <summary>The present size.</summary>
    [Field("status", 3)]
    public ScaleStatus Status { get; init; } = ScaleStatus.Empty;
}
