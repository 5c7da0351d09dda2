namespace Orchestrator.Api.Core.V1;

/// <summary>An option of the resolver.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed partial record PodDNSConfigOption
{
    /// <summary>The option's name.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>The option's value.</summary>
    [Field("value", 2, Pointer = true)]
    public string? Value { get; init; }
}
