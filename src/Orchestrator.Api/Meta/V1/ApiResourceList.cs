namespace Orchestrator.Api.Meta.V1;

/// <summary>The resources of a group and version.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList")]
[Kind("v1", "APIResourceList")]
public sealed partial record ApiResourceList
{
    /// <summary>The group and version.</summary>
    [Field("groupVersion", 1, Required = true)]
    public string GroupVersion { get; init; } = "";

    /// <summary>The resources.</summary>
    [Field("resources", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ApiResource> APIResources { get; init; }
}
