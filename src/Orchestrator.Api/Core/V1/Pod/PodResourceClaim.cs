namespace Orchestrator.Api.Core.V1;

/// <summary>A claim to devices that containers of a Pod can use.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaim")]
public sealed partial record PodResourceClaim
{
    /// <summary>The claim's name within the Pod.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>A claim that exists.</summary>
    [Field("resourceClaimName", 3, Pointer = true)]
    public string? ResourceClaimName { get; init; }

    /// <summary>A template from which a claim is made for this Pod.</summary>
    [Field("resourceClaimTemplateName", 4, Pointer = true)]
    public string? ResourceClaimTemplateName { get; init; }
}
