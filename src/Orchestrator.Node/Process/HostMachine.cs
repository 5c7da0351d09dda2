using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Node.Kubelet;

namespace Orchestrator.Node.Process;

/// <summary>Reads what this machine has.</summary>
public static class HostMachine
{
    /// <param name="dataDirectory">Where Pods' files lie: its disk's size is the ephemeral storage.</param>
    /// <param name="pods">The most Pods the node takes.</param>
    public static MachineInfo Read(string dataDirectory, int pods = 110) => new()
    {
        Capacity = ValueMap.Of(
            ("cpu", Quantity.Of(Environment.ProcessorCount)),
            ("memory", Quantity.Parse($"{MemoryKiB()}Ki")),
            ("ephemeral-storage",
                Quantity.Parse($"{new DriveInfo(Path.GetFullPath(dataDirectory)).TotalSize / 1024}Ki")),
            ("pods", Quantity.Of(pods))),
        MachineId = ReadLine("/etc/machine-id"),
        SystemUuid = ReadLine("/etc/machine-id"),
        BootId = ProcessIdentity.CurrentBootId,
        KernelVersion = ReadLine("/proc/sys/kernel/osrelease"),
        OSImage = RuntimeInformation.OSDescription,
        OperatingSystem = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux",
        Architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        },
    };

    private static long MemoryKiB()
    {
        if (File.Exists("/proc/meminfo"))
        {
            // MemTotal:       24603748 kB
            var total = File.ReadLines("/proc/meminfo")
                .First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
            return long.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        return GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024;
    }

    private static string ReadLine(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "";
}
