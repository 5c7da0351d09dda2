namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.HostIP")]
public sealed partial record HostIP
{
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";
}
