namespace Orchestrator.Api.Core.V1;

/// <summary>One port of endpoints.</summary>
[ApiType("io.k8s.api.core.v1.EndpointPort")]
public sealed partial record EndpointPort
{
    /// <summary>The port's name as in the Service; may be left out where there is one port only.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>The port's number.</summary>
    [Field("port", 2, Always = true, Required = true)]
    public int Port { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 3)]
    public string? Protocol { get; init; }

    /// <summary>The protocol spoken on the port, a hint for implementations: an IANA service name or a prefixed
    /// name.</summary>
    [Field("appProtocol", 4, Pointer = true)]
    public string? AppProtocol { get; init; }
}
