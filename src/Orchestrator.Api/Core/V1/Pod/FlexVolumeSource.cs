namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of a driver program on the node; CSI is its successor.</summary>
[ApiType("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed partial record FlexVolumeSource
{
    /// <summary>The driver's name.</summary>
    [Field("driver", 1, Required = true)]
    public string Driver { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 2)]
    public string? FSType { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 3)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }

    /// <summary>What the driver is told besides.</summary>
    [Field("options", 5)]
    public ValueMap<string> Options { get; init; }
}
