namespace Orchestrator.Api.Core.V1;

/// <summary>A disk reached by iSCSI.</summary>
[ApiType("io.k8s.api.core.v1.ISCSIVolumeSource")]
public sealed partial record ISCSIVolumeSource
{
    /// <summary>The target's address, with port where it is not 3260.</summary>
    [Field("targetPortal", 1, Required = true)]
    public string TargetPortal { get; init; } = "";

    /// <summary>The target's qualified name.</summary>
    [Field("iqn", 2, Required = true)]
    public string Iqn { get; init; } = "";

    /// <summary>The number of the logical unit, 0 to 255.</summary>
    [Field("lun", 3, Always = true, Required = true)]
    public int Lun { get; init; }

    /// <summary>The initiator's interface; default by default.</summary>
    [Field("iscsiInterface", 4)]
    public string? IscsiInterface { get; init; }

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 5)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 6)]
    public bool ReadOnly { get; init; }

    /// <summary>Further addresses of the target.</summary>
    [Field("portals", 7, ListType = "atomic")]
    public ValueList<string> Portals { get; init; }

    /// <summary>Whether discovery authenticates by CHAP.</summary>
    [Field("chapAuthDiscovery", 8)]
    public bool ChapAuthDiscovery { get; init; }

    /// <summary>Whether the session authenticates by CHAP.</summary>
    [Field("chapAuthSession", 11)]
    public bool ChapAuthSession { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 10)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>The initiator's own qualified name.</summary>
    [Field("initiatorName", 12, Pointer = true)]
    public string? InitiatorName { get; init; }
}
