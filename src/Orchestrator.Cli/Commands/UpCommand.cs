using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orchestrator.Cli.Akka;
using Orchestrator.Cli.Demo;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Joining;
using Orchestrator.Store.Journals;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator up</c>: a cluster in the foreground until Ctrl-C.</summary>
public static class UpCommand
{
    private const int NodesMax = 5000;

    /// <summary>As many loopback ranges as there are for process nodes.</summary>
    private const int ProcessNodesMax = 512;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The directory that keeps the cluster.",
            DefaultValueFactory = _ => ClusterAccess.DefaultData,
        };
        var nodes = new Option<int>("--nodes")
        {
            Description = "How many nodes; 0 is a control plane that others join.",
            DefaultValueFactory = _ => 1,
            CustomParser = Numbers.InRange(0, NodesMax),
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "What runs Pods: process, each container's command as a process; hollow, nothing.",
            HelpName = "process|hollow",
            DefaultValueFactory = _ => "process",
            CustomParser = Runtimes.Parse,
        };
        var akka = new Option<string?>("--akka")
        {
            Description = "Runs one member of an Akka.NET cluster instead, as this file says: seed-node.conf, "
                + "control-plane.conf, worker.conf, or one of your own.",
            HelpName = "file",
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "Runs an example and shows how it comes up and answers.",
        };
        var drain = NodeFlags.ConnectionDrainTimeout();
        var command = new Command("up", "Runs a cluster in the foreground until Ctrl-C.")
        {
            data, nodes, runtime, akka, demo, drain,
        };
        var flags = new ControlPlaneFlags();
        flags.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var kind = parsed.GetValue(runtime) == "hollow" ? NodeRuntime.Hollow : NodeRuntime.Process;
            var member = parsed.GetValue(akka);
            if (member is not null && NotWithAkka(flags, parsed, nodes, demo) is { } idle)
                return Fail(idle, 2);
            if (kind == NodeRuntime.Process && parsed.GetValue(nodes) > ProcessNodesMax)
                return Fail($"--nodes takes at most {ProcessNodesMax} with --runtime process", 2);
            if (parsed.GetValue(demo) && parsed.GetValue(nodes) == 0)
                return Fail("--demo runs Pods: it needs a node, --nodes 1", 2);
            var options = new OrchestratorOptions
            {
                DataDirectory = parsed.GetValue(data),
                Nodes = parsed.GetValue(nodes),
                Runtime = kind,
                ConnectionDrainTimeout = parsed.GetValue(drain).Time,
            };
            if (flags.Fill(parsed, options) is { } refused)
                return Fail(refused, 2);
            if (member is null)
                return await RunAsync(options, parsed.GetValue(demo));
            if (!Flags.IsGiven(parsed, data))
                options.DataDirectory = null;
            return await AkkaMember.RunAsync(new(member, options) { ForControlPlanes = flags.FirstGiven(parsed) });
        });
        return command;
    }

    private static Task<int> RunAsync(OrchestratorOptions options, bool demo) =>
        RunAsync("up", options, demo, loggers => OrchestratorHost.StartAsync(options, loggers));

    /// <summary>Runs a control plane, however it is started, until it is interrupted.</summary>
    /// <param name="name">The command's, for errors.</param>
    internal static async Task<int> RunAsync(
        string name, OrchestratorOptions options, bool demo, Func<ILoggerFactory, Task<OrchestratorHost>> start)
    {
        using var signals = new StopSignals(TimeProvider.System);
        using var loggers = new StderrLoggerFactory();
        OrchestratorHost cluster;
        try
        {
            cluster = await start(loggers);
        }
        catch (Exception error) when (error is DataDirectoryException or JournalException or IOException
            or JoinException)
        {
            return Fail(error.Message, 1, name);
        }
        catch (SocketException error)
        {
            return Fail($"cannot listen on {options.Listen}: {error.Message}", 1, name);
        }
        signals.AtOnce(cluster.KillWorkloads);
        Console.WriteLine(ReadyLine(cluster));
        if (!demo)
            await Console.Error.WriteLineAsync(JoinHint(options));
        if (demo)
            await DemoRun.RunAsync(cluster, signals.Asked);
        await signals.Asked;
        await Console.Error.WriteLineAsync("stopping; Ctrl-C again stops at once");
        await cluster.DisposeAsync();
        return StopSignals.ExitCode(cluster.LeftBehind);
    }

    private static string ReadyLine(OrchestratorHost cluster)
    {
        using var self = Process.GetCurrentProcess();
        var seconds = (DateTime.Now - self.StartTime).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture,
            $"ready after {seconds:0.00} s at {cluster.Address} ; export KUBECONFIG={cluster.KubeconfigPath}");
    }

    /// <summary>No token is made before somebody wants to join: the command named makes one.</summary>
    private static string JoinHint(OrchestratorOptions options) =>
        "another node joins with the command that this prints: orchestrator token create --print-join-command --data "
        + Path.GetFullPath(options.DataDirectory!);

    /// <summary>What was given and means nothing there, with what does; null if nothing was.</summary>
    private static string? NotWithAkka(ControlPlaneFlags flags, ParseResult parsed, Option nodes, Option demo)
    {
        if (Flags.IsGiven(parsed, nodes))
            return "--nodes does not go with --akka: orchestrator.akka.nodes in the file names the member's nodes";
        if (Flags.IsGiven(parsed, demo))
            return "--demo does not go with --akka: it shows a cluster of one process";
        return flags.IsElectGiven(parsed)
            ? "--leader-elect does not go with --akka: where controllers and scheduler run the members' age decides"
            : null;
    }

    private static int Fail(string message, int code, string name = "up")
    {
        Console.Error.WriteLine($"orchestrator {name}: {message}");
        return code;
    }
}
