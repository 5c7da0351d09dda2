namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.LocalObjectReference")]
public sealed partial record LocalObjectReference
{
    [Field("name", 1)]
    public string? Name { get; init; }
}
