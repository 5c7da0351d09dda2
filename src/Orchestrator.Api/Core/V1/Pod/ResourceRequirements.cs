namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ResourceRequirements")]
public sealed partial record ResourceRequirements
{
    [Field("limits", 1)]
    public ValueMap<Quantity> Limits { get; init; }

    [Field("requests", 2)]
    public ValueMap<Quantity> Requests { get; init; }

    [Field("claims", 3, ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ResourceClaim> Claims { get; init; }
}
