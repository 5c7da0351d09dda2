namespace Orchestrator.Node.Kubelet;

/// <summary>What a node says of the machine it runs on.</summary>
public sealed record MachineInfo
{
    /// <summary>Allocatable to Pods: <c>cpu</c>, <c>memory</c>, <c>pods</c>, <c>ephemeral-storage</c>.</summary>
    public required ValueMap<Quantity> Capacity { get; init; }

    public string MachineId { get; init; } = "";

    public string SystemUuid { get; init; } = "";

    public string BootId { get; init; } = "";

    public string KernelVersion { get; init; } = "";

    public string OSImage { get; init; } = "";

    /// <summary>As Kubernetes names it: <c>linux</c>, <c>windows</c>.</summary>
    public string OperatingSystem { get; init; } = "linux";

    /// <summary>As Kubernetes names it: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>A machine of no particular kind, for hollow nodes.</summary>
    public static MachineInfo Hollow(int cpu = 32, long memoryGiB = 256, int pods = 1000) => new()
    {
        Capacity = ValueMap.Of(
            ("cpu", Quantity.Of(cpu)),
            ("memory", Quantity.Parse($"{memoryGiB}Gi")),
            ("ephemeral-storage", Quantity.Parse("1Ti")),
            ("pods", Quantity.Of(pods))),
        OSImage = "hollow",
        KernelVersion = "hollow",
    };
}
