namespace Orchestrator.Api.Discovery.V1;

/// <summary>A zone whose clients should use an endpoint.</summary>
[ApiType("io.k8s.api.discovery.v1.ForZone")]
public sealed partial record ForZone
{
    /// <summary>The zone's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
