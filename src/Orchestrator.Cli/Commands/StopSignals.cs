using System.Runtime.InteropServices;

namespace Orchestrator.Cli.Commands;

/// <summary>What the signals mean to a program that stops in order: begin to stop, stop at once, or nothing
/// new.</summary>
/// <remarks>
/// The first SIGINT or SIGTERM asks to stop. A SIGINT that comes later is the second Ctrl-C: at once. One that comes
/// together with the first is the same wish told twice, as <c>timeout</c> does, to the program and to its group. A
/// SIGTERM that is repeated, as service managers do, never means more than the first.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Signals this close are one.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly TimeProvider _time;
    private long? _first;
    private Action _atOnce = static () => { };

    public StopSignals(TimeProvider time)
    {
        _time = time;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>Completes with the first signal.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Ends what is under way with the first signal.</summary>
    public async Task CancelAsync(CancellationTokenSource stop)
    {
        await Asked;
        await stop.CancelAsync();
    }

    /// <summary>Runs before the second Ctrl-C ends the process, on a thread of the signal's.</summary>
    public void AtOnce(Action last)
    {
        lock (_gate)
            _atOnce = last;
    }

    /// <summary>1 where something was left behind: what it was, the log has told.</summary>
    public static int ExitCode(IReadOnlyList<string> leftBehind) => leftBehind.Count == 0 ? 0 : 1;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Take(PosixSignalContext signal)
    {
        lock (_gate)
        {
            var isFirst = _first is null;
            _first ??= _time.GetTimestamp();
            if (isFirst || signal.Signal == PosixSignal.SIGTERM || _time.GetElapsedTime(_first.Value) < Together)
                signal.Cancel = true;
            else
                _atOnce();
        }
        // Not cancelled: the process ends now, as the signal would have it.
        _asked.TrySetResult();
    }
}
