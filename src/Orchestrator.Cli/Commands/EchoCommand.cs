using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Echo;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator echo --port N</c>: the demo's workload.</summary>
public static class EchoCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "The TCP port to listen on; 0 picks a free one.",
            DefaultValueFactory = _ => 8080,
            CustomParser = Numbers.InRange(0, IPEndPoint.MaxPort),
        };
        var address = new Option<string?>("--address")
        {
            Description = "The address to listen on; by default $POD_IP, or all addresses outside a Pod.",
        };
        var command = new Command("echo", "Answers every HTTP request with the Pod, node and address it runs at.")
        {
            port,
            address,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(address), parsed.GetValue(port)));
        return command;
    }

    private static async Task<int> RunAsync(string? address, int port)
    {
        // Bound to the Pod's own address, replicas on one machine do not collide.
        address ??= Environment.GetEnvironmentVariable("POD_IP") ?? "0.0.0.0";
        if (!IPAddress.TryParse(address, out var ip))
        {
            await Console.Error.WriteLineAsync($"orchestrator echo: '{address}' is not an IP address");
            return 2;
        }
        var identity = EchoIdentity.FromEnvironment();
        var server = new EchoServer(identity);
        try
        {
            Console.WriteLine($"{identity.Pod} listens on {server.Start(ip, port)}");
        }
        catch (SocketException error)
        {
            await Console.Error.WriteLineAsync($"orchestrator echo: cannot listen on {ip}:{port}: {error.Message}");
            return 1;
        }
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await server.RunAsync();
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            server.Stop();
        }
    }
}
