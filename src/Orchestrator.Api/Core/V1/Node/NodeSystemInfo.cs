namespace Orchestrator.Api.Core.V1;

/// <summary>What identifies a node's system and software.</summary>
[ApiType("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed partial record NodeSystemInfo
{
    /// <summary>The machine's id, from /etc/machine-id.</summary>
    [Field("machineID", 1, Required = true)]
    public string MachineId { get; init; } = "";

    /// <summary>The machine's id, from its firmware.</summary>
    [Field("systemUUID", 2, Required = true)]
    public string SystemUuid { get; init; } = "";

    /// <summary>Different after each boot.</summary>
    [Field("bootID", 3, Required = true)]
    public string BootId { get; init; } = "";

    /// <summary>The kernel's version, as uname -r says.</summary>
    [Field("kernelVersion", 4, Required = true)]
    public string KernelVersion { get; init; } = "";

    /// <summary>The system's name, from /etc/os-release.</summary>
    [Field("osImage", 5, Required = true)]
    public string OSImage { get; init; } = "";

    /// <summary>The container runtime and its version, as in containerd://1.6.</summary>
    [Field("containerRuntimeVersion", 6, Required = true)]
    public string ContainerRuntimeVersion { get; init; } = "";

    /// <summary>The kubelet's version.</summary>
    [Field("kubeletVersion", 7, Required = true)]
    public string KubeletVersion { get; init; } = "";

    /// <summary>No longer used.</summary>
    [Field("kubeProxyVersion", 8, Required = true)]
    public string KubeProxyVersion { get; init; } = "";

    /// <summary>linux or windows.</summary>
    [Field("operatingSystem", 9, Required = true)]
    public string OperatingSystem { get; init; } = "";

    /// <summary>The processor's architecture, such as amd64.</summary>
    [Field("architecture", 10, Required = true)]
    public string Architecture { get; init; } = "";
}
