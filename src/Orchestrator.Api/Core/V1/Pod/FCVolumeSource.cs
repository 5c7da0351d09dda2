namespace Orchestrator.Api.Core.V1;

/// <summary>A disk reached by Fibre Channel.</summary>
[ApiType("io.k8s.api.core.v1.FCVolumeSource")]
public sealed partial record FCVolumeSource
{
    /// <summary>World wide names of the targets.</summary>
    [Field("targetWWNs", 1, ListType = "atomic")]
    public ValueList<string> TargetWwns { get; init; }

    /// <summary>The number of the logical unit, 0 to 255.</summary>
    [Field("lun", 2)]
    public int? Lun { get; init; }

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 3)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }

    /// <summary>World wide identifiers of the volume, in place of targets and number.</summary>
    [Field("wwids", 5, ListType = "atomic")]
    public ValueList<string> Wwids { get; init; }
}
