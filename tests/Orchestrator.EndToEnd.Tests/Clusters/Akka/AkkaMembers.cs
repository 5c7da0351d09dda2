using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Control planes of an Akka cluster, each a process that a test starts itself.</summary>
internal static class AkkaMembers
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>One that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string NewDirectory() => Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;

    /// <summary>What a command is prefixed with to be a member.</summary>
    /// <param name="port">Where the others reach it.</param>
    /// <param name="seed">The port of the member it joins by; null: it founds.</param>
    /// <param name="more">Further variables.</param>
    public static string[] Launcher(int port, int? seed = null, IReadOnlyDictionary<string, string>? more = null) =>
    [
        "env", string.Create(CultureInfo.InvariantCulture, $"ORCHESTRATOR_AKKA_PORT={port}"),
        "ORCHESTRATOR_AKKA_SEEDS=" + (seed is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{seed}")),
        .. (more ?? Nothing).Select(variable => $"{variable.Key}={variable.Value}"),
    ];

    /// <summary>Starts one that founds a cluster.</summary>
    public static Task<OrchestratorProcess> FoundAsync(int port, params string[] arguments) =>
        OrchestratorProcess.StartInAsync(NewDirectory(), Launcher(port), ["--akka", "seed-node.conf", .. arguments]);

    /// <summary>Starts one that is expected to be refused by the others.</summary>
    public static Task<RunResult> TryJoinAsync(string data, int seed, params string[] arguments)
    {
        string[] command =
        [
            .. Launcher(FreePort(), seed), OrchestratorProcess.Command, "up", "--data", data, "--listen",
            "127.0.0.1:0", "--akka", "control-plane.conf", .. arguments,
        ];
        return Run.AsyncWith(new ProcessStartInfo(command[0], command[1..]));
    }
}
