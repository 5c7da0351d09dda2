namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ConfigMapProjection")]
public sealed partial record ConfigMapProjection
{
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    [Field("items", 2, ListType = "atomic")]
    public ValueList<KeyToPath> Items { get; init; }

    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
