namespace Orchestrator.Api.Coordination.V1;

/// <summary>Who holds something for a while: leadership of a component, or a node's sign of life.</summary>
[ApiType("io.k8s.api.coordination.v1.Lease")]
[Kind("coordination.k8s.io/v1", "Lease")]
public sealed partial record Lease : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public LeaseSpec Spec { get; init; } = LeaseSpec.Empty;
}
