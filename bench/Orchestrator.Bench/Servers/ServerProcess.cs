using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Load.Http;

namespace Orchestrator.Bench.Servers;

/// <summary>A server as a process of its own, ended with its data when disposed.</summary>
/// <remarks>It is ready when it prints a line that names its address, such as "ready after 0.5 s at
/// https://127.0.0.1:6443".</remarks>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string? _dataToDelete;

    private ServerProcess(Process process, string? dataToDelete)
    {
        _process = process;
        _dataToDelete = dataToDelete;
    }

    public ServerAddress Address { get; private set; } = new("");

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan StartedAfter { get; private set; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MiB, now.</summary>
    public double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts <c>orchestrator up</c> on a free port.</summary>
    /// <param name="data">An existing data directory that is kept, or null for one that goes with the process.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time.</exception>
    public static async Task<ServerProcess> UpAsync(string command, string? data, params string[] arguments)
    {
        var directory = data ?? Directory.CreateTempSubdirectory("orchestrator-bench-").FullName;
        var server = await StartAsync(
            Path.GetFullPath(command), ["up", "--data", directory, "--listen", "127.0.0.1:0", .. arguments],
            data is null ? directory : null);
        server.Address = Kubeconfig.Read(Path.Combine(directory, "admin.kubeconfig"));
        return server;
    }

    /// <summary>Starts the empty Kestrel that figures are set against.</summary>
    public static Task<ServerProcess> BaselineAsync(bool isDurable = false)
    {
        // Itself, by its own executable or as `dotnet orchestrator-bench.dll`.
        var itself = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(itself) == "dotnet"
            ? [Environment.GetCommandLineArgs()[0]]
            : [];
        return StartAsync(itself, [.. program, "baseline", .. isDurable ? (string[])["--durable"] : []], null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        if (_dataToDelete is not null)
            Directory.Delete(_dataToDelete, recursive: true);
    }

    private static async Task<ServerProcess> StartAsync(string command, string[] arguments, string? dataToDelete)
    {
        var info = new ProcessStartInfo(command, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        var started = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Process.Start(info)!, dataToDelete);
        try
        {
            await server.ReadyAsync(started);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task ReadyAsync(long started)
    {
        // What it says is read to the end, so that it never waits for us; only its ready line is kept.
        var errors = new List<string>();
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && ReadyLine().Match(text) is { Success: true } match)
                ready.TrySetResult(match.Groups[1].Value);
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text && !ready.Task.IsCompleted)
                errors.Add(text);
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (await Task.WhenAny(ready.Task, _process.WaitForExitAsync(), Task.Delay(StartLimit)) != ready.Task)
            throw new InvalidOperationException(
                $"{_process.StartInfo.FileName} is not ready: {string.Join("; ", errors.Take(5))}");
        StartedAfter = Stopwatch.GetElapsedTime(started);
        Address = new ServerAddress(await ready.Task);
    }

    private async Task StopAsync()
    {
        if (_process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            _process.Kill(entireProcessTree: true);
        else
            Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                $"process {_process.Id} did not stop within {StopLimit.TotalSeconds} s and was killed");
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [GeneratedRegex(@"^ready .*?(https://\S+)")]
    private static partial Regex ReadyLine();
}
