using System.Globalization;
using System.Text;

namespace Orchestrator.Node.Process;

/// <summary>Finds processes by the mark every container's environment carries, and every descendant inherits.</summary>
/// <remarks>
/// Closes two gaps that pid files leave: we may be killed between starting a program and writing down its pid, and a
/// descendant may leave the program's session.
/// </remarks>
internal static class MarkedProcesses
{
    public const string Variable = "ORCHESTRATOR_CONTAINER_ID";
    private static readonly byte[] Name = Encoding.UTF8.GetBytes(Variable + "=");

    /// <summary>Pids of the running processes that carry the mark, lowest first.</summary>
    public static IReadOnlyList<int> Find(string containerId) => Find([containerId]);

    public static IReadOnlyList<int> Find(IReadOnlyCollection<string> containerIds) =>
        containerIds.Count == 0 ? [] : [.. All().Where(pid => MarkOf(pid) is { } mark && containerIds.Contains(mark)
            && ProcessStat.Read(pid) is { State: not ('Z' or 'X') })];

    /// <summary>The leader of the session that a container's program was started in; null when there is none.</summary>
    /// <remarks>Known by its output file or its mark, asked in this order: while a program is being executed its
    /// environment reads as empty, but its output is still where we put it; by the time it could have changed that, its
    /// environment can be read.</remarks>
    public static int? FindLeader(string containerId, string outputFile)
    {
        var output = RealPath(outputFile);
        foreach (var pid in All())
        {
            if (ProcessStat.Read(pid) is { State: not ('Z' or 'X') } stat && stat.Session == pid
                && (WritesTo(pid, output) || MarkOf(pid) == containerId))
                return pid;
        }
        return null;
    }

    /// <summary>Every numbered directory of /proc, in order.</summary>
    public static IReadOnlyList<int> All()
    {
        var pids = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                pids.Add(pid);
        }
        pids.Sort();
        return pids;
    }

    /// <summary>The path as the kernel tells it, links followed.</summary>
    private static string? RealPath(string file)
    {
        if (!File.Exists(file))
            return null;
        using var open = File.OpenHandle(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new FileInfo($"/proc/self/fd/{open.DangerousGetHandle()}").LinkTarget;
    }

    private static bool WritesTo(int pid, string? outputFile)
    {
        if (outputFile is null)
            return false;
        try
        {
            return new FileInfo($"/proc/{pid}/fd/1").LinkTarget == outputFile
                || new FileInfo($"/proc/{pid}/fd/2").LinkTarget == outputFile;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // another user's process is not ours, and neither is one that has gone
        }
    }

    /// <summary>The container a process belongs to; null for one that carries no mark or may not be read.</summary>
    private static string? MarkOf(int pid)
    {
        byte[] environment;
        try
        {
            environment = File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // another user's process is not ours, and neither is one that has gone
        }
        var rest = environment.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            var entry = end < 0 ? rest : rest[..end];
            if (entry.StartsWith(Name))
                return Encoding.UTF8.GetString(entry[Name.Length..]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
        return null;
    }
}
