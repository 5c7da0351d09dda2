namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ISCSIVolumeSource")]
public sealed partial record ISCSIVolumeSource
{
    [Field("targetPortal", 1, Required = true)]
    public string TargetPortal { get; init; } = "";

    [Field("iqn", 2, Required = true)]
    public string Iqn { get; init; } = "";

    [Field("lun", 3, Always = true, Required = true)]
    public int Lun { get; init; }

    [Field("iscsiInterface", 4)]
    public string? IscsiInterface { get; init; }

    [Field("fsType", 5)]
    public string? FSType { get; init; }

    [Field("readOnly", 6)]
    public bool ReadOnly { get; init; }

    [Field("portals", 7, ListType = "atomic")]
    public ValueList<string> Portals { get; init; }

    [Field("chapAuthDiscovery", 8)]
    public bool ChapAuthDiscovery { get; init; }

    [Field("chapAuthSession", 11)]
    public bool ChapAuthSession { get; init; }

    [Field("secretRef", 10)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("initiatorName", 12, Pointer = true)]
    public string? InitiatorName { get; init; }
}
