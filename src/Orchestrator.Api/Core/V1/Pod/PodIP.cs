namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodIP")]
public sealed partial record PodIP
{
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";
}
