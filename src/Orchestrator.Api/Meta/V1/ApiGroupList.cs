namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList")]
[Kind("v1", "APIGroupList")]
public sealed partial record ApiGroupList
{
    [Field("groups", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ApiGroup> Groups { get; init; }
}
