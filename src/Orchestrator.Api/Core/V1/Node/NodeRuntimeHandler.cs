namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed partial record NodeRuntimeHandler
{
    [Field("name", 1)]
    public string Name { get; init; } = "";

    [Field("features", 2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
