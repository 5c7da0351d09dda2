using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One running <c>orchestrator join</c> over a data directory; can be killed and started again.</summary>
public sealed class JoinedProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _errors = new();
    private Process? _process;

    private JoinedProcess(string dataDirectory) => DataDirectory = dataDirectory;

    public string DataDirectory { get; }

    public string Kubeconfig => Path.Combine(DataDirectory, "kubelet.kubeconfig");

    public string ReadyLine { get; private set; } = "";

    public int Pid => _process?.Id ?? throw new InvalidOperationException("not running");

    /// <summary>Everything the process has written to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public static string NewDirectory() => Directory.CreateTempSubdirectory("orchestrator-e2e-join-").FullName;

    /// <param name="command">What <c>token create --print-join-command</c> printed.</param>
    public static async Task<JoinedProcess> StartAsync(string command, string data, params string[] more)
    {
        var node = new JoinedProcess(data);
        await node.StartAgainAsync([.. Words(command), .. more]);
        return node;
    }

    /// <summary>Joins and is expected to be refused, or to end soon for another reason.</summary>
    public static Task<RunResult> TryAsync(string command, string data, params string[] more) => Run.AsyncWith(
        new ProcessStartInfo(OrchestratorProcess.Command, ["join", .. Words(command), "--data", data, .. more]));

    /// <summary>Starts over the same directory; without arguments it needs what it has.</summary>
    public async Task StartAgainAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            OrchestratorProcess.Command, ["join", .. arguments, "--data", DataDirectory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        using var late = new CancellationTokenSource(ReadyMax);
        ReadyLine = await _process.StandardOutput.ReadLineAsync(late.Token)
            ?? throw new InvalidOperationException($"orchestrator join ended before it was ready:\n{Errors}");
    }

    /// <summary>Kills only the node's own process; its Pods' programs live on.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it in order, as Ctrl-C does, and gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Run.CheckedAsync("kill", "-INT", Pid.ToString(CultureInfo.InvariantCulture));
        using var late = new CancellationTokenSource(ReadyMax);
        await _process!.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary><c>orchestrator reset --force</c> over the directory.</summary>
    public static Task<RunResult> ResetAsync(string data) => Run.AsyncWith(
        new ProcessStartInfo(OrchestratorProcess.Command, ["reset", "--force", "--data", data]));

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            try
            {
                await StopAsync();
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
                throw;
            }
        }
        _process?.Dispose();
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
