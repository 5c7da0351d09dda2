using System.Globalization;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>The processes of this machine, as /proc tells them.</summary>
public static class ProcessTable
{
    private static int _sleeps;

    /// <summary>Seconds to sleep that no other test's program sleeps: how a test knows its own.</summary>
    public static string UniqueSleep() =>
        $"{1_000_000 + Environment.ProcessId}.{Interlocked.Increment(ref _sleeps).ToString("000000", CultureInfo.InvariantCulture)}";

    /// <summary>Pids of the processes that run, and whose command line has this argument.</summary>
    public static IReadOnlyList<int> WithArgument(string argument) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => Arguments(pid).Contains(argument, StringComparer.Ordinal))
            .Order()];

    /// <summary>Empty for one that has ended: a zombie has no arguments.</summary>
    private static string[] Arguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
