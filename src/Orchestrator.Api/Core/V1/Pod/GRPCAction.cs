namespace Orchestrator.Api.Core.V1;

/// <summary>Asks a gRPC health service.</summary>
[ApiType("io.k8s.api.core.v1.GRPCAction")]
public sealed partial record GRPCAction
{
    /// <summary>The port it answers on.</summary>
    [Field("port", 1, Always = true, Required = true)]
    public int Port { get; init; }

    /// <summary>The name put into the question; empty asks for the whole server.</summary>
    [Field("service", 2, Pointer = true)]
    public string? Service { get; init; }
}
