using System.Globalization;

namespace Orchestrator.Testing;

/// <summary>The processes of this machine, as /proc tells them.</summary>
public static class ProcessTable
{
    private static int _sleeps;

    /// <summary>Seconds to sleep that no other test's program sleeps: how a test knows its own.</summary>
    public static string UniqueSleep()
    {
        var number = Interlocked.Increment(ref _sleeps).ToString("000000", CultureInfo.InvariantCulture);
        return $"{1_000_000 + Environment.ProcessId}.{number}";
    }

    /// <summary>Pids of the processes that run, and whose command line has this argument.</summary>
    public static IReadOnlyList<int> WithArgument(string argument) =>
        [.. All().Where(pid => Strings(pid, "cmdline").Contains(argument, StringComparer.Ordinal))];

    /// <summary>The same for those that also have <c>NAME=value</c> in their environment.</summary>
    public static IReadOnlyList<int> WithVariable(string variable, string argument) =>
        [.. WithArgument(argument).Where(pid => Strings(pid, "environ").Contains(variable, StringComparer.Ordinal))];

    /// <summary>Pids of the processes with an entry of their environment that begins like this.</summary>
    public static IReadOnlyList<int> WithVariablePrefix(string prefix) =>
        [.. All().Where(pid => Strings(pid, "environ").Any(entry => entry.StartsWith(prefix, StringComparison.Ordinal)))];

    /// <summary>Ends one of the test's own; one that has gone is no error.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => int.TryParse(name, out _))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Order();

    /// <summary>Empty for one that has ended: a zombie has no arguments.</summary>
    private static string[] Strings(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}").Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
