using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrator.Cli;

/// <summary>A command that runs until it is interrupted: the first Ctrl-C or SIGTERM ends it in order, the second at
/// once.</summary>
internal sealed class Foreground : IDisposable
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Foreground()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Completes when it is to end.</summary>
    public Task Stopped => _stop.Task;

    /// <summary>The same for what is under way.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>How long this process has run, such as <c>0.32 s</c>.</summary>
    public static string Elapsed()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{(DateTime.Now - self.StartTime).TotalSeconds:0.00} s");
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _ended.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // The second one finds the first already taken, and ends the process as the signal would.
        signal.Cancel = _stop.TrySetResult();
        if (signal.Cancel)
            _ended.Cancel();
    }
}
