namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodSecurityContext")]
public sealed partial record PodSecurityContext
{
    [Field("seLinuxOptions", 1)]
    public SELinuxOptions? SELinuxOptions { get; init; }

    [Field("windowsOptions", 8)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    [Field("runAsUser", 2)]
    public long? RunAsUser { get; init; }

    [Field("runAsGroup", 6)]
    public long? RunAsGroup { get; init; }

    [Field("runAsNonRoot", 3)]
    public bool? RunAsNonRoot { get; init; }

    [Field("supplementalGroups", 4, ListType = "atomic")]
    public ValueList<long> SupplementalGroups { get; init; }

    [Field("supplementalGroupsPolicy", 12, Pointer = true)]
    public string? SupplementalGroupsPolicy { get; init; }

    [Field("fsGroup", 5)]
    public long? FSGroup { get; init; }

    [Field("sysctls", 7, ListType = "atomic")]
    public ValueList<Sysctl> Sysctls { get; init; }

    [Field("fsGroupChangePolicy", 9, Pointer = true)]
    public string? FSGroupChangePolicy { get; init; }

    [Field("seccompProfile", 10)]
    public SeccompProfile? SeccompProfile { get; init; }

    [Field("appArmorProfile", 11)]
    public AppArmorProfile? AppArmorProfile { get; init; }

    [Field("seLinuxChangePolicy", 13, Pointer = true)]
    public string? SELinuxChangePolicy { get; init; }
}
