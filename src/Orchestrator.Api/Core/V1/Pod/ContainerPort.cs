namespace Orchestrator.Api.Core.V1;

/// <summary>A port on which a container listens.</summary>
[ApiType("io.k8s.api.core.v1.ContainerPort")]
public sealed partial record ContainerPort
{
    /// <summary>A name for the port, which Services and probes can use; unique within the Pod.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>The port on the node that leads to it; most Pods need none.</summary>
    [Field("hostPort", 2)]
    public int HostPort { get; init; }

    /// <summary>The port's number inside the Pod.</summary>
    [Field("containerPort", 3, Always = true, Required = true)]
    public int ContainerPortValue { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 4)]
    public string? Protocol { get; init; }

    /// <summary>The node's address the host port is bound to; all where empty.</summary>
    [Field("hostIP", 5)]
    public string? HostIP { get; init; }
}
