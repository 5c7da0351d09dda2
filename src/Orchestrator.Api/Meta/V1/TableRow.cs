namespace Orchestrator.Api.Meta.V1;

/// <summary>A row of a table.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRow")]
public sealed partial record TableRow
{
    /// <summary>The values, one per column.</summary>
    [Field("cells", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<RawJson> Cells { get; init; }

    /// <summary>What the row is, such as Completed.</summary>
    [Field("conditions", 0, ListType = "atomic")]
    public ValueList<TableRowCondition> Conditions { get; init; }

    /// <summary>The object, or its metadata, as asked for.</summary>
    [Field("object", 0)]
    public RawJson? Object { get; init; }
}
