namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery")]
public sealed partial record GroupVersionForDiscovery
{
    [Field("groupVersion", 1, Required = true)]
    public string GroupVersion { get; init; } = "";

    [Field("version", 2, Required = true)]
    public string Version { get; init; } = "";
}
