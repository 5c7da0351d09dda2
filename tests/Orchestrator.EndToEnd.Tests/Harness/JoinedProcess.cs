using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One running <c>orchestrator join</c> over a data directory; can be killed and started again.</summary>
public sealed class JoinedProcess : CommandProcess, IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    private JoinedProcess(string dataDirectory) => DataDirectory = dataDirectory;

    public string DataDirectory { get; }

    public string Kubeconfig => Path.Combine(DataDirectory, "kubelet.kubeconfig");

    public static string NewDirectory() => Directory.CreateTempSubdirectory("orchestrator-e2e-join-").FullName;

    /// <summary>The directory is gone with it, also where it does not start.</summary>
    /// <param name="command">What <c>token create --print-join-command</c> printed.</param>
    public static async Task<JoinedProcess> StartAsync(string command, string data, params string[] more)
    {
        var node = new JoinedProcess(data);
        try
        {
            await node.StartAgainAsync([.. Words(command), .. more]);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Joins and is expected to be refused, or to end soon for another reason.</summary>
    public static Task<RunResult> TryAsync(string command, string data, params string[] more) => Run.AsyncWith(
        new ProcessStartInfo(Command, ["join", .. Words(command), "--data", data, .. more]));

    /// <summary>Starts over the same directory; without arguments it needs what it has.</summary>
    public Task StartAgainAsync(params string[] arguments) =>
        RunAsync([Command, "join", .. arguments, "--data", DataDirectory], ReadyMax);

    /// <summary><c>orchestrator reset --force</c> over the directory.</summary>
    public static Task<RunResult> ResetAsync(string data) => Run.AsyncWith(
        new ProcessStartInfo(Command, ["reset", "--force", "--data", data]));

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        // Where a test ended after a kill, the node's programs live on.
        if (File.Exists(Path.Combine(DataDirectory, "node.json")))
            await ResetAsync(DataDirectory);
        if (Directory.Exists(DataDirectory))
            Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>The arguments behind <c>orchestrator join</c>.</summary>
    private static string[] Words(string command) =>
        command.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[2..];
}
