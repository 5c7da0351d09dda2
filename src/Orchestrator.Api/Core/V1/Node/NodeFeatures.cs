namespace Orchestrator.Api.Core.V1;

/// <summary>What a node's container runtime can do for all its handlers.</summary>
[ApiType("io.k8s.api.core.v1.NodeFeatures")]
public sealed partial record NodeFeatures
{
    /// <summary>Whether it obeys supplementalGroupsPolicy.</summary>
    [Field("supplementalGroupsPolicy", 1)]
    public bool? SupplementalGroupsPolicy { get; init; }
}
