namespace Orchestrator.Api.Core.V1;

/// <summary>What a claim to storage asks for.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed partial record PersistentVolumeClaimSpec
{
    /// <summary>How the volume is to be mounted, such as ReadWriteOnce.</summary>
    [Field("accessModes", 1, ListType = "atomic")]
    public ValueList<string> AccessModes { get; init; }

    /// <summary>Which volumes come into question.</summary>
    [Field("selector", 4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>How much storage it needs.</summary>
    [Field("resources", 2)]
    public VolumeResourceRequirements Resources { get; init; } = VolumeResourceRequirements.Empty;

    /// <summary>The volume it is bound to.</summary>
    [Field("volumeName", 3)]
    public string? VolumeName { get; init; }

    /// <summary>The class of storage it asks for.</summary>
    [Field("storageClassName", 5, Pointer = true)]
    public string? StorageClassName { get; init; }

    /// <summary>Filesystem (the default) or Block.</summary>
    [Field("volumeMode", 6, Pointer = true)]
    public string? VolumeMode { get; init; }

    /// <summary>What the volume is filled from: a snapshot or another claim.</summary>
    [Field("dataSource", 7)]
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>What the volume is filled from, of any kind.</summary>
    [Field("dataSourceRef", 8)]
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>The class whose attributes the volume gets.</summary>
    [Field("volumeAttributesClassName", 9, Pointer = true)]
    public string? VolumeAttributesClassName { get; init; }
}
