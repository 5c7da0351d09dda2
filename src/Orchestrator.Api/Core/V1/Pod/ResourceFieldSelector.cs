namespace Orchestrator.Api.Core.V1;

/// <summary>A resource of a container.</summary>
[ApiType("io.k8s.api.core.v1.ResourceFieldSelector")]
public sealed partial record ResourceFieldSelector
{
    /// <summary>The container; needed in volumes.</summary>
    [Field("containerName", 1)]
    public string? ContainerName { get; init; }

    /// <summary>The resource, such as limits.cpu.</summary>
    [Field("resource", 2, Required = true)]
    public string Resource { get; init; } = "";

    /// <summary>The unit the value is counted in; 1 by default.</summary>
    [Field("divisor", 3)]
    public Quantity Divisor { get; init; }
}
