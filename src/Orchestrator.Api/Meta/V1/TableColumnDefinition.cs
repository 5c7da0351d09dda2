namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableColumnDefinition")]
public sealed partial record TableColumnDefinition
{
    [Field("name", 0, Required = true)]
    public string Name { get; init; } = "";

    [Field("type", 0, Required = true)]
    public string Type { get; init; } = "";

    [Field("format", 0, Required = true)]
    public string Format { get; init; } = "";

    [Field("description", 0, Required = true)]
    public string Description { get; init; } = "";

    [Field("priority", 0, Always = true, Required = true)]
    public int Priority { get; init; }
}
