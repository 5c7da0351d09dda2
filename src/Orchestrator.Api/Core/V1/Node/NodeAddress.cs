namespace Orchestrator.Api.Core.V1;

/// <summary>One address of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeAddress")]
public sealed partial record NodeAddress
{
    /// <summary>Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>The address itself.</summary>
    [Field("address", 2, Required = true)]
    public string Address { get; init; } = "";
}
