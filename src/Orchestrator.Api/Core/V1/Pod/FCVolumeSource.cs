namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.FCVolumeSource")]
public sealed partial record FCVolumeSource
{
    [Field("targetWWNs", 1, ListType = "atomic")]
    public ValueList<string> TargetWwns { get; init; }

    [Field("lun", 2)]
    public int? Lun { get; init; }

    [Field("fsType", 3)]
    public string? FSType { get; init; }

    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }

    [Field("wwids", 5, ListType = "atomic")]
    public ValueList<string> Wwids { get; init; }
}
