namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed partial record PodDNSConfigOption
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("value", 2, Pointer = true)]
    public string? Value { get; init; }
}
