namespace Orchestrator.Api.Core.V1;

/// <summary>Something that keeps a Pod from being scheduled until it is removed.</summary>
[ApiType("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed partial record PodSchedulingGate
{
    /// <summary>The gate's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
