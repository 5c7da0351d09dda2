namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.TCPSocketAction")]
public sealed partial record TCPSocketAction
{
    [Field("port", 1, Required = true)]
    public IntOrString Port { get; init; }

    [Field("host", 2)]
    public string? Host { get; init; }
}
