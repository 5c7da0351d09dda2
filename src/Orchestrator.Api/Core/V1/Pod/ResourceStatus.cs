namespace Orchestrator.Api.Core.V1;

/// <summary>The health of the devices of one resource.</summary>
[ApiType("io.k8s.api.core.v1.ResourceStatus")]
public sealed partial record ResourceStatus
{
    /// <summary>The resource's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its devices.</summary>
    [Field("resources", 2, ListType = "map", ListMapKeys = ["resourceID"])]
    public ValueList<ResourceHealth> Resources { get; init; }
}
