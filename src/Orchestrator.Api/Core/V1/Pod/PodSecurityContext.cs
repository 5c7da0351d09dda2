namespace Orchestrator.Api.Core.V1;

/// <summary>With which privileges a Pod's containers run where they say nothing else.</summary>
[ApiType("io.k8s.api.core.v1.PodSecurityContext")]
public sealed partial record PodSecurityContext
{
    /// <summary>The SELinux context of all containers.</summary>
    [Field("seLinuxOptions", 1)]
    public SELinuxOptions? SELinuxOptions { get; init; }

    /// <summary>Settings for Windows.</summary>
    [Field("windowsOptions", 8)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>The id of the user.</summary>
    [Field("runAsUser", 2)]
    public long? RunAsUser { get; init; }

    /// <summary>The id of the group.</summary>
    [Field("runAsGroup", 6)]
    public long? RunAsGroup { get; init; }

    /// <summary>Whether a container that would run as root is not started.</summary>
    [Field("runAsNonRoot", 3)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Ids of further groups of each container's first process.</summary>
    [Field("supplementalGroups", 4, ListType = "atomic")]
    public ValueList<long> SupplementalGroups { get; init; }

    /// <summary>Merge (the default: the image's groups count too) or Strict.</summary>
    [Field("supplementalGroupsPolicy", 12, Pointer = true)]
    public string? SupplementalGroupsPolicy { get; init; }

    /// <summary>The group that owns files of volumes which support it.</summary>
    [Field("fsGroup", 5)]
    public long? FSGroup { get; init; }

    /// <summary>Kernel parameters to set for the Pod.</summary>
    [Field("sysctls", 7, ListType = "atomic")]
    public ValueList<Sysctl> Sysctls { get; init; }

    /// <summary>When files of a volume get the group: Always or OnRootMismatch.</summary>
    [Field("fsGroupChangePolicy", 9, Pointer = true)]
    public string? FSGroupChangePolicy { get; init; }

    /// <summary>Which system calls are allowed.</summary>
    [Field("seccompProfile", 10)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>The AppArmor profile of all containers.</summary>
    [Field("appArmorProfile", 11)]
    public AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary>How volumes get their SELinux label: Recursive or MountOption.</summary>
    [Field("seLinuxChangePolicy", 13, Pointer = true)]
    public string? SELinuxChangePolicy { get; init; }
}
