namespace Orchestrator.Api.Core.V1;

/// <summary>How much storage a claim needs.</summary>
[ApiType("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed partial record VolumeResourceRequirements
{
    /// <summary>The most it may get.</summary>
    [Field("limits", 1)]
    public ValueMap<Quantity> Limits { get; init; }

    /// <summary>The least it needs.</summary>
    [Field("requests", 2)]
    public ValueMap<Quantity> Requests { get; init; }
}
