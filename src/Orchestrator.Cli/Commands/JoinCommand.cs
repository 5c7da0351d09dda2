using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Joining;
using Orchestrator.Node.Runtime;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator join https://host:port --token T --ca-cert-hash sha256:H</c>: nodes of a cluster that runs
/// elsewhere, in the foreground until Ctrl-C.</summary>
public static class JoinCommand
{
    private const int NodesMax = 5000;
    private const int ProcessNodesMax = 64;

    private static readonly Argument<Uri?> Server = new("server")
    {
        Description = "Where the API answers, such as https://10.0.0.1:6443; not needed once joined.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseServer,
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "What token create printed; not needed once joined.",
    };

    private static readonly Option<string[]> CaCertHash = new("--ca-cert-hash")
    {
        Description = "The key of the cluster's authority, sha256:HEX, as token create --print-join-command names it.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory that keeps the node's certificate and its Pods' files.",
        DefaultValueFactory = _ => DefaultData,
    };

    private static readonly Option<string?> NodeName = new("--node-name")
    {
        Description = "The node's name; by default this machine's.",
    };

    private static readonly Option<int> Nodes = new("--nodes")
    {
        Description = "How many nodes this process is.",
        DefaultValueFactory = _ => 1,
        CustomParser = Numbers.InRange(1, NodesMax),
    };

    private static readonly Option<string> Runtime = new("--runtime")
    {
        Description = "What runs Pods: process, each container's command as a process; hollow, nothing.",
        HelpName = "process|hollow",
        DefaultValueFactory = _ => "process",
        CustomParser = Runtimes.Parse,
    };

    private static readonly Option<bool> KeepWorkloads = new("--keep-workloads")
    {
        Description = "Leaves the Pods' programs running when the node stops; the next start takes them over.",
    };

    private static readonly Option<GoDuration> DrainTimeout = NodeFlags.ConnectionDrainTimeout();

    private static readonly Option<bool> ControlPlane = new("--control-plane")
    {
        Description = "Joins as a further control plane instead of a node; needs --journal.",
    };

    /// <summary>Where a node keeps its things unless it is told otherwise.</summary>
    public static string DefaultData => ClusterAccess.DefaultData + "-node";

    public static Command Create()
    {
        var command = new Command("join", "Runs a node of a cluster in the foreground until Ctrl-C.")
        {
            Server, Token, CaCertHash, Data, NodeName, Nodes, Runtime, KeepWorkloads,
            DrainTimeout,
            ControlPlane,
        };
        var flags = new ControlPlaneFlags("With --control-plane: ");
        flags.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, flags));
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, ControlPlaneFlags flags)
    {
        var runtime = parsed.GetValue(Runtime) == "hollow" ? NodeRuntime.Hollow : NodeRuntime.Process;
        if (runtime == NodeRuntime.Process && parsed.GetValue(Nodes) > ProcessNodesMax)
            return Task.FromResult(Fail($"--nodes takes at most {ProcessNodesMax} with --runtime process", 2));
        var join = new NodeJoinOptions
        {
            Server = parsed.GetValue(Server),
            Token = parsed.GetValue(Token),
            CaCertHashes = parsed.GetValue(CaCertHash)!,
            DataDirectory = parsed.GetValue(Data)!,
            NodeName = parsed.GetValue(NodeName),
            Nodes = parsed.GetValue(Nodes),
            Runtime = runtime,
            KeepWorkloads = parsed.GetValue(KeepWorkloads),
            ConnectionDrainTimeout = parsed.GetValue(DrainTimeout).Time,
            Progress = line => Console.Error.WriteLine(line),
        };
        return parsed.GetValue(ControlPlane) ? RunControlPlaneAsync(parsed, join, flags) : RunAsync(join);
    }

    /// <summary>With no nodes unless they are asked for, and in the directory of <c>up</c> unless one is
    /// named.</summary>
    private static Task<int> RunControlPlaneAsync(
        ParseResult parsed, NodeJoinOptions join, ControlPlaneFlags flags)
    {
        var options = new OrchestratorOptions
        {
            DataDirectory = Flags.IsGiven(parsed, Data) ? join.DataDirectory : ClusterAccess.DefaultData,
            Nodes = Flags.IsGiven(parsed, Nodes) ? join.Nodes : 0,
            NodeName = join.NodeName,
            Runtime = join.Runtime,
            KeepWorkloads = join.KeepWorkloads,
            ConnectionDrainTimeout = join.ConnectionDrainTimeout,
        };
        if (flags.Fill(parsed, options) is { } refused)
            return Task.FromResult(Fail(refused, 2));
        return UpCommand.RunAsync(
            "join", options, demo: false, loggers => ControlPlaneJoin.StartAsync(join, options, loggers));
    }

    private static async Task<int> RunAsync(NodeJoinOptions options)
    {
        using var signals = new StopSignals(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var asked = signals.CancelAsync(stop);
        using var loggers = new StderrLoggerFactory();
        OrchestratorNodeHost host;
        try
        {
            host = await OrchestratorNodeHost.StartAsync(options, loggers, stop.Token);
        }
        catch (Exception error) when (error is JoinException or DataDirectoryException or IOException
            or PlatformNotSupportedException or RuntimeException)
        {
            return Fail(error.Message, 1);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Fail("interrupted before it had joined", 1);
        }
        signals.AtOnce(host.KillWorkloads);
        await using (host)
        {
            var ready = host.ReadyAsync(stop.Token);
            if (await Task.WhenAny(ready, asked) == ready && ready.IsCompletedSuccessfully)
                Console.WriteLine(ReadyLine(host));
            await asked;
            await Console.Error.WriteLineAsync("stopping; Ctrl-C again stops at once");
        }
        return StopSignals.ExitCode(host.LeftBehind);
    }

    private static string ReadyLine(OrchestratorNodeHost host)
    {
        var names = host.NodeNames;
        var nodes = names.Count == 1 ? $"node {names[0]}" : $"nodes {names[0]} to {names[^1]}";
        using var self = Process.GetCurrentProcess();
        var seconds = (DateTime.Now - self.StartTime).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture,
            $"ready after {seconds:0.00} s at {host.Address} as {nodes} ; export KUBECONFIG={host.KubeconfigPath}");
    }

    private static Uri? ParseServer(ArgumentResult result)
    {
        if (result.Tokens is not [{ Value: var text }])
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme == Uri.UriSchemeHttps)
            return server;
        result.AddError($"join takes the address of an API server, such as https://10.0.0.1:6443, not '{text}'");
        return null;
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"orchestrator join: {message}");
        return code;
    }
}
