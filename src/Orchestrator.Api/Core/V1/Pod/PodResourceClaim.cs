namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodResourceClaim")]
public sealed partial record PodResourceClaim
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("resourceClaimName", 3, Pointer = true)]
    public string? ResourceClaimName { get; init; }

    [Field("resourceClaimTemplateName", 4, Pointer = true)]
    public string? ResourceClaimTemplateName { get; init; }
}
