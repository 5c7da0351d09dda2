namespace Orchestrator.Api.Coordination.V1;

[ApiType("io.k8s.api.coordination.v1.Lease")]
[Kind("coordination.k8s.io/v1", "Lease")]
public sealed partial record Lease : KubeObject
{
    [Field("spec", 2)]
    public LeaseSpec Spec { get; init; } = LeaseSpec.Empty;
}
