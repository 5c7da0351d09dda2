namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList")]
[Kind("v1", "APIResourceList")]
public sealed partial record ApiResourceList
{
    [Field("groupVersion", 1, Required = true)]
    public string GroupVersion { get; init; } = "";

    [Field("resources", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ApiResource> APIResources { get; init; }
}
