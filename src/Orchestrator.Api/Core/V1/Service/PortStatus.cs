namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PortStatus")]
public sealed partial record PortStatus
{
    [Field("port", 1, Always = true, Required = true)]
    public int Port { get; init; }

    [Field("protocol", 2, Required = true)]
    public string Protocol { get; init; } = "";

    [Field("error", 3, Pointer = true)]
    public string? Error { get; init; }
}
