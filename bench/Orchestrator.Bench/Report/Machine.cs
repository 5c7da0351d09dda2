using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrator.Bench.Report;

/// <summary>The machine the figures are from, in one sentence.</summary>
public static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var load = await LineAsync("/proc/loadavg", "");
        var processor = await LineAsync("/proc/cpuinfo", "model name");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor}), {memory:0} GiB, "
            + $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}, "
            + $"{RuntimeInformation.FrameworkDescription}; one flush of 1 KiB to disk {FlushMilliseconds():0.00} ms; "
            + $"load average at the end {load.Split(' ')[0]}");
    }

    private static async Task<string> LineAsync(string file, string start)
    {
        if (!File.Exists(file))
            return "unknown";
        var line = (await File.ReadAllLinesAsync(file)).FirstOrDefault(
            line => line.StartsWith(start, StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':') + 1)..].Trim();
    }

    // Durable figures mean little without it.
    private static double FlushMilliseconds()
    {
        const int Times = 101;
        var path = Path.Combine(Path.GetTempPath(), $"orchestrator-flush-{Environment.ProcessId}");
        var ticks = new long[Times];
        using (var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose))
        {
            for (var i = 0; i < Times; i++)
            {
                var started = Stopwatch.GetTimestamp();
                file.Write(new byte[1024]);
                file.Flush(flushToDisk: true);
                ticks[i] = Stopwatch.GetTimestamp() - started;
            }
        }
        return new Load.Latencies(ticks).Percentile(0.5);
    }
}
