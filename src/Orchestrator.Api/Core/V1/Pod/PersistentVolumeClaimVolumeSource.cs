namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed partial record PersistentVolumeClaimVolumeSource
{
    [Field("claimName", 1, Required = true)]
    public string ClaimName { get; init; } = "";

    [Field("readOnly", 2)]
    public bool ReadOnly { get; init; }
}
