namespace Orchestrator.Api.Core.V1;

/// <summary>An address of a Pod.</summary>
[ApiType("io.k8s.api.core.v1.PodIP")]
public sealed partial record PodIP
{
    /// <summary>The address.</summary>
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";
}
