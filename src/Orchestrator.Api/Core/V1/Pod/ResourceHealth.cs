namespace Orchestrator.Api.Core.V1;

/// <summary>The health of one device.</summary>
[ApiType("io.k8s.api.core.v1.ResourceHealth")]
public sealed partial record ResourceHealth
{
    /// <summary>The device's id.</summary>
    [Field("resourceID", 1, Required = true)]
    public string ResourceId { get; init; } = "";

    /// <summary>Healthy, Unhealthy or Unknown.</summary>
    [Field("health", 2)]
    public string? Health { get; init; }
}
