using System.Globalization;
using System.Text;

namespace Orchestrator.Node.Process;

/// <summary>Which process is meant, however often its number is used again: pid, start time and boot.</summary>
/// <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: clock ticks since boot.</param>
/// <param name="BootId"><c>/proc/sys/kernel/random/boot_id</c>.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    public static string CurrentBootId { get; } = ReadBootId();

    /// <summary>The identity of a process that exists, also as a zombie; null when there is none.</summary>
    public static ProcessIdentity? Of(int pid) =>
        ProcessStat.Read(pid) is { } stat ? new(pid, stat.StartTicks, CurrentBootId) : null;

    /// <summary>True while this very process runs; a zombie has ended.</summary>
    public bool IsRunning() =>
        BootId == CurrentBootId
        && ProcessStat.Read(Pid) is { } stat && stat.StartTicks == StartTicks && stat.State is not ('Z' or 'X');

    private static string ReadBootId() =>
        File.Exists("/proc/sys/kernel/random/boot_id")
            ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
            : "";
}

/// <summary>The fields of <c>/proc/PID/stat</c> that tell processes apart.</summary>
internal readonly record struct ProcessStat(char State, int Parent, int Session, long StartTicks)
{
    /// <summary>Null when the process does not exist (any more).</summary>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            return Parse(Encoding.Latin1.GetString(File.ReadAllBytes($"/proc/{pid}/stat")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // gone between the look and the read, which is an answer too
        }
    }

    /// <summary>Fields are counted behind the last ')': the program's name may hold blanks and brackets.</summary>
    internal static ProcessStat Parse(string line)
    {
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new(
            fields[0][0],
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
