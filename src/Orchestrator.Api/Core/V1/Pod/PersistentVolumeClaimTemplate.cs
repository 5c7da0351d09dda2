namespace Orchestrator.Api.Core.V1;

/// <summary>What the claim of an ephemeral volume is made from.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed partial record PersistentVolumeClaimTemplate
{
    /// <summary>Labels and annotations of the claim.</summary>
    [Field("metadata", 1)]
    public ObjectMeta ObjectMeta { get; init; } = ObjectMeta.Empty;

    /// <summary>What the claim asks for.</summary>
    [Field("spec", 2, Required = true)]
    public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
}
