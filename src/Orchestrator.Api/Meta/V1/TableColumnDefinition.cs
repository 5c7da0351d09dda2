namespace Orchestrator.Api.Meta.V1;

/// <summary>A column of a table.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableColumnDefinition")]
public sealed partial record TableColumnDefinition
{
    /// <summary>The column's title.</summary>
    [Field("name", 0, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The type of its cells, as in OpenAPI.</summary>
    [Field("type", 0, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>More about the type; name marks the column with the object's name.</summary>
    [Field("format", 0, Required = true)]
    public string Format { get; init; } = "";

    /// <summary>What the column shows.</summary>
    [Field("description", 0, Required = true)]
    public string Description { get; init; } = "";

    /// <summary>0 where it is always shown; higher where only a wide table shows it.</summary>
    [Field("priority", 0, Always = true, Required = true)]
    public int Priority { get; init; }
}
