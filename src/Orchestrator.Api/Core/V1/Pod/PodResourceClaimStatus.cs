namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed partial record PodResourceClaimStatus
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("resourceClaimName", 2, Pointer = true)]
    public string? ResourceClaimName { get; init; }
}
