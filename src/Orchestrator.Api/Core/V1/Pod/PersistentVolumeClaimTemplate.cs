namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed partial record PersistentVolumeClaimTemplate
{
    [Field("metadata", 1)]
    public ObjectMeta ObjectMeta { get; init; } = ObjectMeta.Empty;

    [Field("spec", 2, Required = true)]
    public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
}
