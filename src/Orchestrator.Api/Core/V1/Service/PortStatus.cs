namespace Orchestrator.Api.Core.V1;

/// <summary>A port of a load balancer.</summary>
[ApiType("io.k8s.api.core.v1.PortStatus")]
public sealed partial record PortStatus
{
    /// <summary>The port's number.</summary>
    [Field("port", 1, Always = true, Required = true)]
    public int Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Field("protocol", 2, Required = true)]
    public string Protocol { get; init; } = "";

    /// <summary>What is wrong with it.</summary>
    [Field("error", 3, Pointer = true)]
    public string? Error { get; init; }
}
