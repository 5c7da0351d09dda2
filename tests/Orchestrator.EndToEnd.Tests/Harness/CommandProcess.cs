using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>A running <c>orchestrator</c> command that says one line when it is ready, and runs until Ctrl-C.</summary>
public abstract class CommandProcess
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private Process? _process;

    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "orchestrator");

    public string ReadyLine { get; private set; } = "";

    public int Pid => _process?.Id ?? throw new InvalidOperationException("not running");

    /// <summary>Everything the process has written to standard error so far.</summary>
    public string Errors => Text(_errors);

    /// <summary>What it has written to standard output after the ready line so far.</summary>
    public string Output => Text(_output);

    /// <summary>Kills only the process that was started, as <c>kill -9</c> does; its workloads' programs live
    /// on.</summary>
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
    /// <exception cref="TimeoutException">With what it said until then.</exception>
    public async Task<int> ExitAsync()
    {
        using var late = new CancellationTokenSource(EndMax);
        try
        {
            await _process!.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"process {Pid} did not end within {EndMax.TotalSeconds} s:\n{Errors}");
        }
        return _process.ExitCode;
    }

    /// <summary>Returns when it is ready; one that is not in time is killed.</summary>
    /// <param name="command">A launcher such as <c>setpriv</c> may come first.</param>
    /// <param name="readyMax">How long it may take to say its ready line.</param>
    protected async Task RunAsync(string[] command, TimeSpan readyMax)
    {
        Interrupts.CheckTheyReach();
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginErrorReadLine();
        using var late = new CancellationTokenSource(readyMax);
        try
        {
            ReadyLine = await _process.StandardOutput.ReadLineAsync(late.Token) ?? throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended before it was ready:\n{Errors}");
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            throw new TimeoutException(
                $"{string.Join(' ', command)} was not ready within {readyMax.TotalSeconds} s:\n{Errors}");
        }
        _ = KeepOutputAsync(_process.StandardOutput);
    }

    /// <summary>Stops it, if it runs; kills what does not stop, and fails.</summary>
    protected async Task EndAsync()
    {
        try
        {
            if (_process is { HasExited: false })
                await StopAsync();
        }
        catch (TimeoutException)
        {
            await KillAsync();
            throw;
        }
        finally
        {
            _process?.Dispose();
        }
    }

    /// <summary>Reads on to the end: the pipe must not fill.</summary>
    private async Task KeepOutputAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            Append(_output, line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }
}
