namespace Orchestrator.Api.Core.V1;

/// <summary>The volume that a claim is bound to.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed partial record PersistentVolumeClaimVolumeSource
{
    /// <summary>The claim's name, in the Pod's namespace.</summary>
    [Field("claimName", 1, Required = true)]
    public string ClaimName { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 2)]
    public bool ReadOnly { get; init; }
}
