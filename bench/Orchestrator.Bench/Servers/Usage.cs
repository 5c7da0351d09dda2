using System.Diagnostics;

namespace Orchestrator.Bench.Servers;

/// <summary>What some processes hold and have used so far.</summary>
/// <param name="ResidentMiB">Their resident memory together.</param>
/// <param name="ProcessorTime">Together, since each began.</param>
public readonly record struct Usage(double ResidentMiB, TimeSpan ProcessorTime)
{
    public static Usage Of(IEnumerable<int> pids)
    {
        var (resident, time) = (0.0, TimeSpan.Zero);
        foreach (var pid in pids)
        {
            using var process = Process.GetProcessById(pid);
            resident += process.WorkingSet64 / 1048576.0;
            time += process.TotalProcessorTime;
        }
        return new(resident, time);
    }
}
