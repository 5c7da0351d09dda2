namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRow")]
public sealed partial record TableRow
{
    [Field("cells", 0, Always = true, ListType = "atomic", Required = true)]
    public ValueList<RawJson> Cells { get; init; }

    [Field("conditions", 0, ListType = "atomic")]
    public ValueList<TableRowCondition> Conditions { get; init; }

    [Field("object", 0)]
    public RawJson? Object { get; init; }
}
