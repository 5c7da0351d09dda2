namespace Orchestrator.Api.Core.V1;

/// <summary>One address behind a Service.</summary>
[ApiType("io.k8s.api.core.v1.EndpointAddress")]
public sealed partial record EndpointAddress
{
    /// <summary>The address; neither link-local nor multicast.</summary>
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";

    /// <summary>The host's name within the Service's domain.</summary>
    [Field("hostname", 3)]
    public string? Hostname { get; init; }

    /// <summary>The node the endpoint is on.</summary>
    [Field("nodeName", 4, Pointer = true)]
    public string? NodeName { get; init; }

    /// <summary>The object that provides the endpoint, such as a Pod.</summary>
    [Field("targetRef", 2)]
    public ObjectReference? TargetRef { get; init; }
}
