using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One running <c>orchestrator up</c> over a data directory; can be killed and started again.</summary>
public sealed partial class OrchestratorProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly string[] _launcher;
    private Process? _process;

    private OrchestratorProcess(string dataDirectory, string[] launcher)
    {
        DataDirectory = dataDirectory;
        _launcher = launcher;
    }

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

    /// <summary>What it has written to standard output after the ready line so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The start's length as the ready line tells it.</summary>
    public double ReadySeconds =>
        double.Parse(SecondsPattern().Match(ReadyLine).Groups[1].Value, CultureInfo.InvariantCulture);

    public static Task<OrchestratorProcess> StartAsync(params string[] arguments) =>
        StartInAsync(Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName, [], arguments);

    /// <summary>Starts over a directory of the test's choice, by a command such as <c>setpriv</c>.</summary>
    public static async Task<OrchestratorProcess> StartInAsync(
        string data, string[] launcher, params string[] arguments)
    {
        var cluster = new OrchestratorProcess(data, launcher);
        await cluster.StartAgainAsync(arguments);
        return cluster;
    }

    /// <summary>Starts over the same directory and on the same port, so that a kubeconfig stays good.</summary>
    public async Task StartAgainAsync(params string[] arguments)
    {
        var port = Address.Port == 443 ? 0 : Address.Port;
        string[] command =
            [.. _launcher, Command, "up", "--data", DataDirectory, "--listen", $"127.0.0.1:{port}", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
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
        _ = KeepOutputAsync(_process.StandardOutput);
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
        await InterruptAsync();
        return await ExitAsync();
    }

    /// <summary>One Ctrl-C.</summary>
    public Task InterruptAsync() => SignalAsync("INT");

    /// <summary>Sends a signal, such as <c>TERM</c>, to the process that was started: the launcher, where there is
    /// one.</summary>
    public Task SignalAsync(string signal) =>
        Run.CheckedAsync("kill", $"-{signal}", Pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var late = new CancellationTokenSource(ReadyMax);
        await _process!.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>No actor and no request failed by our own fault: no line of standard error is an error's.</summary>
    public void AssertNothingFailed()
    {
        var errors = Errors;
        Assert.False(ErrorPattern().IsMatch(errors), errors);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process is { HasExited: false })
                await StopAsync();
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            throw;
        }
        finally
        {
            _process?.Dispose();
            // After a failure, or a stop at once, programs may be left that nobody will take over.
            foreach (var pid in ProcessTable.WithVariablePrefix($"ORCHESTRATOR_TERMINATION_MESSAGE={DataDirectory}/"))
                ProcessTable.Kill(pid);
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    /// <summary>Reads on to the end: the pipe must not fill.</summary>
    private async Task KeepOutputAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
                _output.AppendLine(line);
        }
    }

    [GeneratedRegex(@"ready after (\d+\.\d+) s")]
    private static partial Regex SecondsPattern();

    [GeneratedRegex(@"^E \d\d:", RegexOptions.Multiline)]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"https://[^\s;]+")]
    private static partial Regex AddressPattern();
}
