namespace Orchestrator.Api.Meta.V1;

/// <summary>How an object is read.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.GetOptions")]
[Kind("v1", "GetOptions")]
public sealed partial record GetOptions
{
    /// <summary>How old the answer may be; 0 means any age.</summary>
    [Field("resourceVersion", 1)]
    public string? ResourceVersion { get; init; }
}
