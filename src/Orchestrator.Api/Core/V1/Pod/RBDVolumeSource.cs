namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.RBDVolumeSource")]
public sealed partial record RBDVolumeSource
{
    [Field("monitors", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<string> CephMonitors { get; init; }

    [Field("image", 2, Required = true)]
    public string RbdImage { get; init; } = "";

    [Field("fsType", 3)]
    public string? FSType { get; init; }

    [Field("pool", 4)]
    public string? RbdPool { get; init; }

    [Field("user", 5)]
    public string? RadosUser { get; init; }

    [Field("keyring", 6)]
    public string? Keyring { get; init; }

    [Field("secretRef", 7)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("readOnly", 8)]
    public bool ReadOnly { get; init; }
}
