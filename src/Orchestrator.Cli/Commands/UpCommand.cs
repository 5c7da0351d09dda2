using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
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
        var demo = new Option<bool>("--demo") { Description = "Runs an example and shows how it comes up and answers." };
        var command = new Command("up", "Runs a cluster in the foreground until Ctrl-C.")
        {
            data, nodes, runtime, demo,
        };
        var flags = new ControlPlaneFlags();
        flags.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var kind = parsed.GetValue(runtime) == "hollow" ? NodeRuntime.Hollow : NodeRuntime.Process;
            if (kind == NodeRuntime.Process && parsed.GetValue(nodes) > ProcessNodesMax)
                return Fail($"--nodes takes at most {ProcessNodesMax} with --runtime process", 2);
            if (parsed.GetValue(demo) && parsed.GetValue(nodes) == 0)
                return Fail("--demo runs Pods: it needs a node, --nodes 1", 2);
            var options = new OrchestratorOptions
            {
                DataDirectory = parsed.GetValue(data),
                Nodes = parsed.GetValue(nodes),
                Runtime = kind,
            };
            if (flags.Fill(parsed, options) is { } refused)
                return Fail(refused, 2);
            return await RunAsync(options, parsed.GetValue(demo));
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
        return 0;
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

    private static int Fail(string message, int code, string name = "up")
    {
        Console.Error.WriteLine($"orchestrator {name}: {message}");
        return code;
    }
}
