namespace Orchestrator.Api.Core.V1;

/// <summary>How a client stays with its Pod.</summary>
[ApiType("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed partial record SessionAffinityConfig
{
    /// <summary>Settings of affinity by client address.</summary>
    [Field("clientIP", 1)]
    public ClientIPConfig? ClientIP { get; init; }
}
