using System.Globalization;
using System.Text;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>Finds processes by the mark every container's environment carries, and every descendant inherits.</summary>
/// <remarks>
/// Closes two gaps that pid files leave: we may be killed between starting a program and writing down its pid, and a
/// descendant may leave the program's session.
/// </remarks>
internal static class MarkedProcesses
{
    public const string Variable = "ORCHESTRATOR_CONTAINER_ID";

    /// <summary>Pids of the running processes that carry the mark, lowest first.</summary>
    public static IReadOnlyList<int> Find(string containerId)
    {
        var mark = Encoding.UTF8.GetBytes($"{Variable}={containerId}\0");
        return [.. All().Where(pid => Carries(pid, mark) && ProcessStat.Read(pid) is { State: not ('Z' or 'X') })];
    }

    /// <summary>Kills whatever carries the mark, again until nothing does or <paramref name="rounds"/> are over.</summary>
    public static void Kill(string containerId, int rounds = 3)
    {
        for (var round = 0; round < rounds; round++)
        {
            var found = Find(containerId);
            if (found.Count == 0)
                return;
            foreach (var pid in found)
                Libc.Kill(pid, Libc.SigKill);
        }
    }

    /// <summary>The leader of the session that a container's program was started in; null when there is none.</summary>
    public static int? FindLeader(string containerId)
    {
        foreach (var pid in Find(containerId))
        {
            if (ProcessStat.Read(pid) is { } stat && stat.Session == pid)
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

    private static bool Carries(int pid, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{pid}/environ");
            var at = environment.AsSpan().IndexOf(mark);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // another user's process is not ours, and neither is one that has gone
        }
    }
}
