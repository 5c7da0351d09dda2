namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed partial record PhotonPersistentDiskVolumeSource
{
    [Field("pdID", 1, Required = true)]
    public string PdID { get; init; } = "";

    [Field("fsType", 2)]
    public string? FSType { get; init; }
}
