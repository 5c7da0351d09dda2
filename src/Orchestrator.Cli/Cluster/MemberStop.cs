using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>Ends members: politely with a limit, or at once.</summary>
public static class MemberStop
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks it to stop, and ends it when it has not within the limit.</summary>
    /// <param name="signal">A name <c>kill</c> knows.</param>
    public static async Task EndAsync(MemberRecord member, string signal, TimeSpan limit)
    {
        if (!member.IsRunning)
            return;
        await SignalAsync(member, signal);
        var began = Stopwatch.GetTimestamp();
        while (member.IsRunning && Stopwatch.GetElapsedTime(began) < limit)
            await Task.Delay(Look);
        if (member.IsRunning)
            await KillAsync(member);
    }

    /// <summary>Ends it without a word, and waits until it has.</summary>
    public static async Task KillAsync(MemberRecord member)
    {
        await SignalAsync(member, "KILL");
        while (member.IsRunning)
            await Task.Delay(Look);
    }

    private static async Task SignalAsync(MemberRecord member, string signal)
    {
        var number = member.Process!.Pid.ToString(CultureInfo.InvariantCulture);
        using var kill = System.Diagnostics.Process.Start(new ProcessStartInfo("kill", [$"-{signal}", number])
        {
            RedirectStandardError = true, // "no such process" is what was wanted
        })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }
}
