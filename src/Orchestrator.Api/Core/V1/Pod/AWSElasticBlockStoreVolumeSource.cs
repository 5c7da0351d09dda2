namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource")]
public sealed partial record AWSElasticBlockStoreVolumeSource
{
    [Field("volumeID", 1, Required = true)]
    public string VolumeId { get; init; } = "";

    [Field("fsType", 2)]
    public string? FSType { get; init; }

    [Field("partition", 3)]
    public int Partition { get; init; }

    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }
}
