using System.Diagnostics;
using System.Globalization;
using System.Text;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A program in the foreground on one host; all that it says is read.</summary>
internal sealed class HostedProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);

    private readonly StringBuilder _text = new();
    private readonly Process _process;
    private readonly string _stopSignal;

    /// <param name="command">Each word replaces the process by the next, as <c>ip netns exec</c> and <c>setpriv</c>
    /// do: signals reach the program.</param>
    /// <param name="stopSignal">What ends it in order, such as <c>TERM</c>.</param>
    public HostedProcess(string[] command, string stopSignal)
    {
        _stopSignal = stopSignal;
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All it has said so far.</summary>
    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public Task SaysAsync(string text) => Eventually.Async(() =>
    {
        Assert.False(_process.HasExited, Text);
        Assert.Contains(text, Text);
    });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Run.CheckedAsync("kill", $"-{_stopSignal}", _process.Id.ToString(CultureInfo.InvariantCulture));
        using var late = new CancellationTokenSource(StopMax);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_text)
            _text.AppendLine(line.Data);
    }
}
