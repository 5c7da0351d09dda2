namespace Orchestrator.Api.Autoscaling.V1;

/// <summary>The present size.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed partial record ScaleStatus
{
    /// <summary>How many instances there are.</summary>
    [Field("replicas", 1, Always = true, Required = true)]
    public int Replicas { get; init; }

    /// <summary>Which Pods are counted, in the syntax of label selectors.</summary>
    [Field("selector", 2)]
    public string? Selector { get; init; }
}
