namespace Orchestrator.Api.Core.V1;

/// <summary>One handler of a node's container runtime.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed partial record NodeRuntimeHandler
{
    /// <summary>The handler's name; empty for the default one.</summary>
    [Field("name", 1)]
    public string Name { get; init; } = "";

    /// <summary>What it can do.</summary>
    [Field("features", 2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
