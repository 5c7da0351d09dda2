namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed partial record NodeSystemInfo
{
    [Field("machineID", 1, Required = true)]
    public string MachineId { get; init; } = "";

    [Field("systemUUID", 2, Required = true)]
    public string SystemUuid { get; init; } = "";

    [Field("bootID", 3, Required = true)]
    public string BootId { get; init; } = "";

    [Field("kernelVersion", 4, Required = true)]
    public string KernelVersion { get; init; } = "";

    [Field("osImage", 5, Required = true)]
    public string OSImage { get; init; } = "";

    [Field("containerRuntimeVersion", 6, Required = true)]
    public string ContainerRuntimeVersion { get; init; } = "";

    [Field("kubeletVersion", 7, Required = true)]
    public string KubeletVersion { get; init; } = "";

    [Field("kubeProxyVersion", 8, Required = true)]
    public string KubeProxyVersion { get; init; } = "";

    [Field("operatingSystem", 9, Required = true)]
    public string OperatingSystem { get; init; } = "";

    [Field("architecture", 10, Required = true)]
    public string Architecture { get; init; } = "";
}
