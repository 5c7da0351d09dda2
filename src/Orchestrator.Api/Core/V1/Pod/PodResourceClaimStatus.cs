namespace Orchestrator.Api.Core.V1;

/// <summary>The claim that was made from a template.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed partial record PodResourceClaimStatus
{
    /// <summary>The claim's name within the Pod.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The claim that was made.</summary>
    [Field("resourceClaimName", 2, Pointer = true)]
    public string? ResourceClaimName { get; init; }
}
