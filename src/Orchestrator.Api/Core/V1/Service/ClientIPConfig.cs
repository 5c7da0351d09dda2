namespace Orchestrator.Api.Core.V1;

/// <summary>How long a client stays with its Pod.</summary>
[ApiType("io.k8s.api.core.v1.ClientIPConfig")]
public sealed partial record ClientIPConfig
{
    /// <summary>Seconds, 1 to 86400; 10800 by default.</summary>
    [Field("timeoutSeconds", 1)]
    public int? TimeoutSeconds { get; init; }
}
