namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.TypedObjectReference")]
public sealed partial record TypedObjectReference
{
    [Field("apiGroup", 1, Pointer = true)]
    public string? APIGroup { get; init; }

    [Field("kind", 2, Required = true)]
    public string Kind { get; init; } = "";

    [Field("name", 3, Required = true)]
    public string Name { get; init; } = "";

    [Field("namespace", 4, Pointer = true)]
    public string? Namespace { get; init; }
}
