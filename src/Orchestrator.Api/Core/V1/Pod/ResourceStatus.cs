namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ResourceStatus")]
public sealed partial record ResourceStatus
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("resources", 2, ListType = "map", ListMapKeys = ["resourceID"])]
    public ValueList<ResourceHealth> Resources { get; init; }
}
