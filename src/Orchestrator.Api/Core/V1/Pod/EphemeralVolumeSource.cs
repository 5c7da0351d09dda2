namespace Orchestrator.Api.Core.V1;

/// <summary>A volume whose claim is made with the Pod and goes with it.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralVolumeSource")]
public sealed partial record EphemeralVolumeSource
{
    /// <summary>What the claim is made from; it is named after Pod and volume.</summary>
    [Field("volumeClaimTemplate", 1)]
    public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
