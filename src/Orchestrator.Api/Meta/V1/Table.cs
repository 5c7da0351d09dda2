namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Table")]
[Kind("meta.k8s.io/v1", "Table")]
public sealed partial record Table
{
    [Field("metadata", 0)]
    public ListMeta ListMeta { get; init; } = ListMeta.Empty;

    [Field("columnDefinitions", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<TableColumnDefinition> ColumnDefinitions { get; init; }

    [Field("rows", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<TableRow> Rows { get; init; }
}
