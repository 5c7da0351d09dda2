namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SecretProjection")]
public sealed partial record SecretProjection
{
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    [Field("items", 2, ListType = "atomic")]
    public ValueList<KeyToPath> Items { get; init; }

    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
