using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Cluster;
using Spectre.Console;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator cluster up|status|kill|start|down</c>: many processes on this machine, one
/// cluster.</summary>
public static class ClusterCommand
{
    private const int ControlPlanesMax = 9;
    private const int NodesMax = 5000;
    private const int ProcessNodesMax = 64;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory that keeps the cluster.",
        DefaultValueFactory = _ => Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "orchestrator-cluster"),
    };

    private static readonly Argument<string> Member =
        new("member") { Description = "Such as cp-1; status names them." };

    public static Command Create() => new("cluster", "Runs a cluster of many processes on this machine.")
    {
        Up(),
        Simple("status", "Shows the members, who leads, and how far the others are behind.", StatusAsync),
        Named("kill", "Ends a member at once, as a crash would.", KillAsync),
        Named("start", "Starts a member that does not run.", StartAsync),
        Simple("down", "Stops every member; no process is left.", DownAsync),
    };

    private static Command Up()
    {
        var planes = new Option<int>("--control-planes")
        {
            Description = "How many control planes.",
            DefaultValueFactory = _ => 3,
            CustomParser = Numbers.InRange(1, ControlPlanesMax),
        };
        var nodes = new Option<int>("--nodes")
        {
            Description = "How many nodes.",
            DefaultValueFactory = _ => 3,
            CustomParser = Numbers.InRange(0, NodesMax),
        };
        var journal = JournalFlag.Create(
            "The database that the control planes share, as postgres://user@host/database. "
            + "Without it, a PostgreSQL of the cluster's own.");
        var listen = new Option<string>("--listen")
        {
            Description = "HOST:PORT of the API, in front of all control planes; port 0 picks a free one.",
            DefaultValueFactory = _ => "127.0.0.1:6443",
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "What runs Pods: process, each container's command as a process; hollow, nothing.",
            HelpName = "process|hollow",
            DefaultValueFactory = _ => "process",
            CustomParser = Runtimes.Parse,
        };
        var akka = new Option<bool>("--akka")
        {
            Description = "Makes an Akka.NET cluster of them: members find each other by Akka.Cluster, which places "
                + "what only one of them runs.",
        };
        var command = new Command("up", "Starts the cluster, and keeps it until Ctrl-C.")
        {
            planes, nodes, akka, journal, Data, listen, runtime,
        };
        command.SetAction((parsed, _) => GuardedAsync("up", () => UpAsync(parsed)));
        return command;

        Task<int> UpAsync(ParseResult parsed)
        {
            if (!ListenAddress.TryParse(parsed.GetValue(listen)!, out var endpoint))
                throw new ClusterException(
                    "--listen takes an IP address and a port, such as 127.0.0.1:6443, "
                        + $"not '{parsed.GetValue(listen)}'");
            var options = new ClusterOptions(
                parsed.GetValue(planes), parsed.GetValue(nodes), parsed.GetValue(journal), endpoint,
                parsed.GetValue(runtime)!, parsed.GetValue(akka));
            if (options.Runtime != ClusterOptions.Hollow && options.Nodes > ProcessNodesMax)
                throw new ClusterException($"--nodes takes at most {ProcessNodesMax} with --runtime process");
            if (options.Akka)
                AkkaBuild.Demand();
            return RunAsync(new ClusterDirectory(parsed.GetValue(Data)!), options);
        }
    }

    private static async Task<int> RunAsync(ClusterDirectory directory, ClusterOptions options)
    {
        var began = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Supervisor supervisor;
        try
        {
            supervisor = await Supervisor.StartAsync(directory, options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        await using var _ = supervisor;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ready after {seconds:0.00} s at https://{supervisor.Address} ; "
                + $"export KUBECONFIG={directory.Kubeconfig}"));
        try
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopping every member");
        }
        await supervisor.StopMembersAsync();
        return 0;

        // However often: members that are ended half-way would leave their Pods' programs behind.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> StatusAsync(ClusterDirectory directory)
    {
        StatusPage.Write(await ClusterStatus.AskAsync(directory), PlainConsole.Output());
        return 0;
    }

    private static async Task<int> KillAsync(ClusterDirectory directory, string name)
    {
        var member = Find(directory, name);
        var data = directory.Member(name);
        var isToCome = GivenUpMark.IsLeft(data);
        if (!member.IsRunning && !isToCome)
            throw new ClusterException($"{name} does not run");
        // First: it may be under way to be ready again, and its end not taken for a start that failed.
        if (member.Kind != MemberKind.Database && Directory.Exists(data))
            GivenUpMark.Leave(data, GivenUpMark.OnPurpose);
        if (member.IsRunning)
            await MemberStop.KillAsync(member);
        Console.WriteLine($"{name} killed");
        return 0;
    }

    private static async Task<int> StartAsync(ClusterDirectory directory, string name)
    {
        var member = Find(directory, name);
        if (member.IsRunning)
            throw new ClusterException($"{name} runs already");
        await new Launcher(directory).StartAsync(member);
        // Where 'cluster up' lives, it sees to this.
        if (directory.Load().Supervisor?.IsRunning() != true && KubeconfigRenewal.Renew(directory) is { } trouble)
            await Console.Error.WriteLineAsync(trouble);
        Console.WriteLine($"{name} started");
        return 0;
    }

    /// <summary>The supervisor, where it lives, stops the members; else this command does.</summary>
    private static async Task<int> DownAsync(ClusterDirectory directory)
    {
        var record = directory.Load();
        if (record.Supervisor is { } supervisor && supervisor.IsRunning())
            await MemberStop.EndAsync(
                new MemberRecord("supervisor", MemberKind.Node, supervisor), "TERM", TimeSpan.FromMinutes(2));
        await new Launcher(directory).StopAllAsync();
        Console.WriteLine("every member has stopped");
        return 0;
    }

    private static MemberRecord Find(ClusterDirectory directory, string name)
    {
        var record = directory.Load();
        return record.Find(name) ?? throw new ClusterException(
            $"there is no member {name}: there are {string.Join(", ", record.Members.Select(m => m.Name))}");
    }

    private static Command Simple(string name, string description, Func<ClusterDirectory, Task<int>> run)
    {
        var command = new Command(name, description) { Data };
        command.SetAction((parsed, _) =>
            GuardedAsync(name, () => run(new ClusterDirectory(parsed.GetValue(Data)!))));
        return command;
    }

    private static Command Named(string name, string description, Func<ClusterDirectory, string, Task<int>> run)
    {
        var command = new Command(name, description) { Member, Data };
        command.SetAction((parsed, _) => GuardedAsync(
            name, () => run(new ClusterDirectory(parsed.GetValue(Data)!), parsed.GetValue(Member)!)));
        return command;
    }

    private static async Task<int> GuardedAsync(string verb, Func<Task<int>> run)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                throw new ClusterException(
                    "many processes on one machine need Linux; 'orchestrator up' runs everywhere");
            return await run();
        }
        catch (ClusterException error)
        {
            await Console.Error.WriteLineAsync($"orchestrator cluster {verb}: {error.Message}");
            return 1;
        }
    }
}
