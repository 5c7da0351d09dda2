using System.Collections.Immutable;
using System.Diagnostics;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Cluster;

/// <summary>Starts members as processes of their own session, which outlive the command that started them.</summary>
public sealed class MemberLauncher(ClusterDirectory directory)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private const int TailLines = 5;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="member">The new process is noted under its name before anything is waited for.</param>
    /// <param name="environment">Variables it has beside those of this process.</param>
    /// <exception cref="ClusterException">The system has no <c>setsid</c>, or refused the program.</exception>
    public async Task<MemberRecord> StartAsync(
        MemberRecord member, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        // A session of its own: the terminal's Ctrl-C is for the supervisor, which then stops members in order. Both
        // exec, so the number we are told is the program's.
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", """out=$1 log=$2; shift 2; exec setsid "$@" </dev/null >"$out" 2>>"$log" """, "sh",
                directory.Output(member.Name), directory.Log(member.Name), .. command])
        {
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty)
            start.Environment[name] = value;
        await File.WriteAllTextAsync(directory.Output(member.Name), "");
        using var process = System.Diagnostics.Process.Start(start)
            ?? throw new ClusterException($"{member.Name} could not be started");
        var identity = ProcessIdentity.Of(process.Id)
            ?? throw new ClusterException($"{member.Name} ended at once{Tail(member.Name)}");
        var started = member with { Process = identity };
        await directory.UpdateAsync(record => record.With(started));
        return started;
    }

    /// <summary>Waits until the member has printed its ready line; gives what it printed.</summary>
    /// <exception cref="ClusterException">It ended before, or took too long; the text has its last words.</exception>
    public async Task<string> ReadyAsync(MemberRecord member, TimeSpan limit, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var output = await File.ReadAllTextAsync(directory.Output(member.Name), cancellation);
            if (output.Contains('\n'))
                return output;
            if (!member.IsRunning)
                throw new ClusterException($"{member.Name} ended before it was ready{Tail(member.Name)}");
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new ClusterException(
                    $"{member.Name} was not ready after {limit.TotalSeconds:0} s{Tail(member.Name)}");
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>The end of a member's log, as the end of an error message.</summary>
    private string Tail(string name)
    {
        var log = directory.Log(name);
        var lines = File.Exists(log) ? File.ReadLines(log).TakeLast(TailLines).ToList() : [];
        return lines.Count == 0 ? $"; it wrote nothing to {log}" : $"; the end of {log}:\n{string.Join('\n', lines)}";
    }
}
