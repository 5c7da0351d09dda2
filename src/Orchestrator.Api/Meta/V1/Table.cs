namespace Orchestrator.Api.Meta.V1;

/// <summary>Objects as rows and columns, for printing.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Table")]
[Kind("meta.k8s.io/v1", "Table")]
public sealed partial record Table
{
    /// <summary>What a list says of itself.</summary>
    [Field("metadata", 0)]
    public ListMeta ListMeta { get; init; } = ListMeta.Empty;

    /// <summary>The columns.</summary>
    [Field("columnDefinitions", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<TableColumnDefinition> ColumnDefinitions { get; init; }

    /// <summary>The rows, one per object.</summary>
    [Field("rows", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<TableRow> Rows { get; init; }
}
