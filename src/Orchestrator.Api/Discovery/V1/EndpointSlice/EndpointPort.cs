namespace Orchestrator.Api.Discovery.V1;

/// <summary>One port of a slice's endpoints.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointPort")]
public sealed partial record EndpointPort
{
    /// <summary>The port's name as in the Service; unique within the slice.</summary>
    [Field("name", 1, Pointer = true)]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 2, Pointer = true)]
    public string? Protocol { get; init; }

    /// <summary>The port's number; any port where empty.</summary>
    [Field("port", 3)]
    public int? Port { get; init; }

    /// <summary>The protocol spoken on the port, a hint for implementations: an IANA service name or a prefixed
    /// name.</summary>
    [Field("appProtocol", 4, Pointer = true)]
    public string? AppProtocol { get; init; }
}
