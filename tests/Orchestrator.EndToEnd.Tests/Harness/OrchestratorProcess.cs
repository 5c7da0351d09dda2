using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One running <c>orchestrator up</c> over a data directory; can be killed and started again over the same one.</summary>
public sealed partial class OrchestratorProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _errors = new();
    private Process? _process;

    private OrchestratorProcess(string dataDirectory) => DataDirectory = dataDirectory;

    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "orchestrator");

    public string DataDirectory { get; }

    public string Kubeconfig => Path.Combine(DataDirectory, "admin.kubeconfig");

    public string ReadyLine { get; private set; } = "";

    /// <summary>Where the API answers, such as <c>https://127.0.0.1:40123</c>.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

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

    public static async Task<OrchestratorProcess> StartAsync(params string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;
        var cluster = new OrchestratorProcess(data);
        await cluster.StartAgainAsync(arguments);
        return cluster;
    }

    /// <summary>Starts over the same data directory; on the port of the first start, so that a kubeconfig stays good.</summary>
    public async Task StartAgainAsync(params string[] arguments)
    {
        var port = Address.Port == 443 ? 0 : Address.Port;
        var start = new ProcessStartInfo(Command,
            ["up", "--data", DataDirectory, "--listen", $"127.0.0.1:{port}", .. arguments])
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
            ?? throw new InvalidOperationException($"orchestrator up ended before it was ready:\n{Errors}");
        Address = new Uri(AddressPattern().Match(ReadyLine).Value);
        // Nobody reads on; the pipe must not fill.
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Kills only the orchestrator, as <c>kill -9</c> does; its workload processes live on.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it in order, as Ctrl-C does, and gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Run.CheckedAsync("kill", "-INT", Pid.ToString());
        using var late = new CancellationTokenSource(ReadyMax);
        await _process!.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

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
        Directory.Delete(DataDirectory, recursive: true);
    }

    [GeneratedRegex(@"https://[^\s;]+")]
    private static partial Regex AddressPattern();
}
