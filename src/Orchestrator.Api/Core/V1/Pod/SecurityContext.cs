namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SecurityContext")]
public sealed partial record SecurityContext
{
    [Field("capabilities", 1)]
    public Capabilities? Capabilities { get; init; }

    [Field("privileged", 2)]
    public bool? Privileged { get; init; }

    [Field("seLinuxOptions", 3)]
    public SELinuxOptions? SELinuxOptions { get; init; }

    [Field("windowsOptions", 10)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    [Field("runAsUser", 4)]
    public long? RunAsUser { get; init; }

    [Field("runAsGroup", 8)]
    public long? RunAsGroup { get; init; }

    [Field("runAsNonRoot", 5)]
    public bool? RunAsNonRoot { get; init; }

    [Field("readOnlyRootFilesystem", 6)]
    public bool? ReadOnlyRootFilesystem { get; init; }

    [Field("allowPrivilegeEscalation", 7)]
    public bool? AllowPrivilegeEscalation { get; init; }

    [Field("procMount", 9, Pointer = true)]
    public string? ProcMount { get; init; }

    [Field("seccompProfile", 11)]
    public SeccompProfile? SeccompProfile { get; init; }

    [Field("appArmorProfile", 12)]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
