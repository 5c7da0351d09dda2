namespace Orchestrator.Api.Core.V1;

/// <summary>With which privileges a container runs.</summary>
[ApiType("io.k8s.api.core.v1.SecurityContext")]
public sealed partial record SecurityContext
{
    /// <summary>Kernel privileges given or taken.</summary>
    [Field("capabilities", 1)]
    public Capabilities? Capabilities { get; init; }

    /// <summary>Whether it runs with all privileges of the node's root.</summary>
    [Field("privileged", 2)]
    public bool? Privileged { get; init; }

    /// <summary>Its SELinux context.</summary>
    [Field("seLinuxOptions", 3)]
    public SELinuxOptions? SELinuxOptions { get; init; }

    /// <summary>Settings for Windows.</summary>
    [Field("windowsOptions", 10)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>The id of the user.</summary>
    [Field("runAsUser", 4)]
    public long? RunAsUser { get; init; }

    /// <summary>The id of the group.</summary>
    [Field("runAsGroup", 8)]
    public long? RunAsGroup { get; init; }

    /// <summary>Whether it is not started where it would run as root.</summary>
    [Field("runAsNonRoot", 5)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Whether its own file system cannot be written.</summary>
    [Field("readOnlyRootFilesystem", 6)]
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether a process may gain more privileges than its parent.</summary>
    [Field("allowPrivilegeEscalation", 7)]
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>How /proc is mounted: Default or Unmasked.</summary>
    [Field("procMount", 9, Pointer = true)]
    public string? ProcMount { get; init; }

    /// <summary>Which system calls are allowed.</summary>
    [Field("seccompProfile", 11)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>Its AppArmor profile.</summary>
    [Field("appArmorProfile", 12)]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
