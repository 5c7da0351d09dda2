namespace Orchestrator.Api.Core.V1;

/// <summary>What a container needs and may use.</summary>
[ApiType("io.k8s.api.core.v1.ResourceRequirements")]
public sealed partial record ResourceRequirements
{
    /// <summary>The most it may use.</summary>
    [Field("limits", 1)]
    public ValueMap<Quantity> Limits { get; init; }

    /// <summary>What is set aside for it; its limits where empty.</summary>
    [Field("requests", 2)]
    public ValueMap<Quantity> Requests { get; init; }

    /// <summary>Claims of the Pod it uses.</summary>
    [Field("claims", 3, ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ResourceClaim> Claims { get; init; }
}
