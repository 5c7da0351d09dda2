namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ResourceFieldSelector")]
public sealed partial record ResourceFieldSelector
{
    [Field("containerName", 1)]
    public string? ContainerName { get; init; }

    [Field("resource", 2, Required = true)]
    public string Resource { get; init; } = "";

    [Field("divisor", 3)]
    public Quantity Divisor { get; init; }
}
