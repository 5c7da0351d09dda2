namespace Orchestrator.Api.Meta.V1;

/// <summary>The API groups a server has.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList")]
[Kind("v1", "APIGroupList")]
public sealed partial record ApiGroupList
{
    /// <summary>The groups.</summary>
    [Field("groups", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ApiGroup> Groups { get; init; }
}
