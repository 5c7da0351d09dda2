namespace Orchestrator.Api.Meta.V1;

/// <summary>A version of a group.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery")]
public sealed partial record GroupVersionForDiscovery
{
    /// <summary>Group and version, as in apps/v1.</summary>
    [Field("groupVersion", 1, Required = true)]
    public string GroupVersion { get; init; } = "";

    /// <summary>The version alone.</summary>
    [Field("version", 2, Required = true)]
    public string Version { get; init; } = "";
}
