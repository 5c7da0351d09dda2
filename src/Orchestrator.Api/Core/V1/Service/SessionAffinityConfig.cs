namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed partial record SessionAffinityConfig
{
    [Field("clientIP", 1)]
    public ClientIPConfig? ClientIP { get; init; }
}
