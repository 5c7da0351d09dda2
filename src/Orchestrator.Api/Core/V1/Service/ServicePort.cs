namespace Orchestrator.Api.Core.V1;

/// <summary>One port of a Service.</summary>
[ApiType("io.k8s.api.core.v1.ServicePort")]
public sealed partial record ServicePort
{
    /// <summary>The port's name, a DNS label; needed where there are several.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 2)]
    public string? Protocol { get; init; }

    /// <summary>The protocol spoken on the port, a hint for implementations: an IANA service name or a prefixed
    /// name.</summary>
    [Field("appProtocol", 6, Pointer = true)]
    public string? AppProtocol { get; init; }

    /// <summary>The port clients use.</summary>
    [Field("port", 3, Always = true, Required = true)]
    public int Port { get; init; }

    /// <summary>The Pods' port, by number or name; the same as port by default.</summary>
    [Field("targetPort", 4)]
    public IntOrString TargetPort { get; init; }

    /// <summary>The port on every node, for types NodePort and LoadBalancer; given out where 0.</summary>
    [Field("nodePort", 5)]
    public int NodePort { get; init; }
}
