namespace Orchestrator.Api.Autoscaling.V1;

/// <summary>The wanted size.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec
{
    /// <summary>How many instances there should be.</summary>
    [Field("replicas", 1)]
    public int Replicas { get; init; }
}
