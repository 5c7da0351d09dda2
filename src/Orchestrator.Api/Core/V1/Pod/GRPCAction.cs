namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.GRPCAction")]
public sealed partial record GRPCAction
{
    [Field("port", 1, Always = true, Required = true)]
    public int Port { get; init; }

    [Field("service", 2, Pointer = true)]
    public string? Service { get; init; }
}
