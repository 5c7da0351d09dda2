using System.Diagnostics;
using Orchestrator.Hosting;

namespace Orchestrator.Cli.Cluster;

/// <summary>Starts and ends the members of the cluster in a directory.</summary>
public sealed class Launcher(ClusterDirectory directory)
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    /// <summary>More for each node of all: each makes keys and handshakes of its own, some 50 ms of
    /// processor.</summary>
    private static readonly TimeSpan ReadyMaxPerNode = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than the thirty seconds a Pod has by default to end.</summary>
    private static readonly TimeSpan NodeStopMax = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(15);

    private readonly MemberLauncher _launcher = new(directory);

    /// <summary>Starts one member that is not running, and waits until it is ready.</summary>
    /// <exception cref="ClusterException">It did not become ready.</exception>
    public async Task<MemberRecord> StartAsync(MemberRecord member, CancellationToken cancellation = default)
    {
        if (member.IsRunning)
            return member;
        return member.Kind switch
        {
            MemberKind.Database => await StartDatabaseAsync(member, cancellation),
            MemberKind.ControlPlane => await StartControlPlaneAsync(member, cancellation),
            _ => await StartNodeAsync(member, await NodeCommandAsync(cancellation), cancellation),
        };
    }

    /// <summary>Starts nodes side by side, with one token.</summary>
    /// <exception cref="ClusterException">One did not become ready.</exception>
    public async Task StartNodesAsync(IEnumerable<MemberRecord> nodes, CancellationToken cancellation)
    {
        var absent = nodes.Where(node => !node.IsRunning).ToList();
        if (absent.Count == 0)
            return;
        var command = await NodeCommandAsync(cancellation);
        await Task.WhenAll(absent.Select(node => StartNodeAsync(node, command, cancellation)));
    }

    /// <summary>Ends every member, each kind before what it needs; programs that a killed node left end with
    /// it.</summary>
    public async Task StopAllAsync()
    {
        var record = directory.Load();
        await Task.WhenAll(Of(MemberKind.Node).Select(StopNodeAsync));
        if (record.Akka)
            await StopYoungestFirstAsync(Of(MemberKind.ControlPlane));
        else
            await Task.WhenAll(Of(MemberKind.ControlPlane).Select(m => MemberStop.EndAsync(m, "TERM", StopMax)));
        // INT: without waiting for clients that are gone anyway.
        await Task.WhenAll(Of(MemberKind.Database).Select(m => MemberStop.EndAsync(m, "INT", StopMax)));
        foreach (var member in record.Members)
            GivenUpMark.Remove(directory.Member(member.Name));
        await directory.UpdateAsync(
            now => now with { Members = [.. now.Members.Select(m => m with { Process = null })] });

        IEnumerable<MemberRecord> Of(MemberKind kind) => record.Members.Where(m => m.Kind == kind);
    }

    /// <summary>One after the other, and what Akka has placed, on the oldest, is never handed to one that leaves
    /// too.</summary>
    private static async Task StopYoungestFirstAsync(IEnumerable<MemberRecord> planes)
    {
        foreach (var plane in planes.OrderByDescending(m => m.Process?.StartTicks))
            await MemberStop.EndAsync(plane, "TERM", StopMax);
    }

    private async Task StopNodeAsync(MemberRecord node)
    {
        var wasRunning = node.IsRunning;
        if (node.IsRunning)
            await MemberStop.EndAsync(node, "TERM", NodeStopMax);
        var record = directory.Load();
        if (record.Runtime == ClusterOptions.Hollow || node.Process is null)
            return;
        if (record.Akka)
            await LeftPrograms.EndAsync(directory.Member(node.Name), node.Name);
        else if (!wasRunning)
            await RunAsync(Commands().Reset(node));
    }

    private async Task<MemberRecord> StartDatabaseAsync(MemberRecord member, CancellationToken cancellation)
    {
        var postgres = PrivatePostgres.At(directory.Member(member.Name));
        await postgres.PrepareAsync();
        var started = await _launcher.StartAsync(member, postgres.Command());
        await postgres.ReadyAsync(started, ReadyMax, directory.Log(member.Name), cancellation);
        return started;
    }

    private async Task<MemberRecord> StartControlPlaneAsync(MemberRecord member, CancellationToken cancellation)
    {
        var started = directory.Load().Akka
            ? await StartAkkaMemberAsync(member)
            : await _launcher.StartAsync(member, Commands().ControlPlane(member));
        var line = await _launcher.ReadyAsync(started, ReadyMax, cancellation);
        var known = started with { Address = AddressIn(line) };
        await directory.UpdateAsync(record => record.With(known));
        return known;
    }

    /// <summary>A control plane founds the cluster when no other one runs, and joins by one that does
    /// otherwise.</summary>
    /// <remarks>Never both: a seed that founds because the others were slow to answer makes a second cluster on the
    /// same journal.</remarks>
    private async Task<MemberRecord> StartAkkaMemberAsync(MemberRecord member)
    {
        await using var held = await directory.HoldStartsAsync();
        var record = directory.Load();
        if (record.Find(member.Name) is { IsRunning: true } running)
            return running; // another command was quicker
        var founds = record.IsFoundedBy(member);
        var commands = new MemberCommands(directory, record);
        GivenUpMark.Remove(directory.Member(member.Name));
        return await _launcher.StartAsync(
            member, commands.AkkaMember(member, founds), commands.AkkaEnvironment(member, founds));
    }

    private async Task<MemberRecord> StartNodeAsync(
        MemberRecord member, Func<MemberRecord, Task<MemberRecord>> start, CancellationToken cancellation)
    {
        var started = await start(member);
        var nodes = directory.Load().Members.Where(m => m.Kind == MemberKind.Node).Sum(m => m.Nodes);
        await _launcher.ReadyAsync(started, ReadyMax + (nodes * ReadyMaxPerNode), cancellation);
        return started;
    }

    /// <summary>How nodes are started: in an Akka cluster as they are, else with a token from whichever control plane
    /// gives one.</summary>
    private async Task<Func<MemberRecord, Task<MemberRecord>>> NodeCommandAsync(CancellationToken cancellation)
    {
        var record = directory.Load();
        var running = record.ControlPlanes.FirstOrDefault(m => m.IsRunning)
            ?? throw new ClusterException("no control plane is running: start one first");
        cancellation.ThrowIfCancellationRequested();
        if (record.Akka)
            return StartAkkaMemberAsync;
        var commands = new MemberCommands(directory, record);
        var ticket = JoinTicket.Parse(await RunAsync(commands.Token(running)));
        return node => _launcher.StartAsync(node, commands.Node(node, ticket));
    }

    private MemberCommands Commands() => new(directory, directory.Load());

    /// <summary>The host and port in a ready line.</summary>
    private static string AddressIn(string line)
    {
        var words = line.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "at");
        return at >= 0 && at + 1 < words.Length
            ? words[at + 1].Replace("https://", "", StringComparison.Ordinal)
            : throw new ClusterException($"a control plane's ready line names no address: {line}");
    }

    /// <summary>Runs a short command of our own; gives its standard output.</summary>
    private static async Task<string> RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)
            ?? throw new ClusterException($"{command[0]} could not be started");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new ClusterException((await error).Trim());
    }
}
