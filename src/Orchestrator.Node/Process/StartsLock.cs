using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>Held by a runtime, and by each program it forks until that program is executed: whoever gets it knows that
/// no start in this directory is under way.</summary>
/// <remarks>
/// An flock belongs to the open file, which a forked child shares and which close-on-exec ends. A runtime that is
/// killed inside posix_spawn leaves a child that has neither its own environment nor its own name yet: the next runtime
/// waits here for the microseconds it takes that child to become itself.
/// </remarks>
internal sealed class StartsLock : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly SafeFileHandle _file;

    private StartsLock(SafeFileHandle file) => _file = file;

    /// <exception cref="IOException">Another process keeps it, or the file cannot be made.</exception>
    public static async Task<StartsLock> TakeAsync(string directory, TimeSpan patience)
    {
        var path = Path.Combine(directory, "starts.lock");
        var file = Open(path);
        var waited = Stopwatch.StartNew();
        while (Libc.Flock(file, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Libc.WouldBlock && error != Libc.Interrupted)
            {
                file.Dispose();
                throw new IOException($"cannot lock {path}: {Marshal.GetPInvokeErrorMessage(error)}");
            }
            if (waited.Elapsed > patience)
            {
                file.Dispose();
                throw new IOException(
                    $"{directory} is in use: another process runs programs there (it holds {path}); end it first");
            }
            await Task.Delay(Look).ConfigureAwait(false);
        }
        return new(file);
    }

    /// <summary>Runs a start; the lock is kept until it ends, even when it is given up meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">It has been given up: nothing is started here any more.</exception>
    public void During(Action start)
    {
        var kept = false;
        try
        {
            _file.DangerousAddRef(ref kept);
            start();
        }
        finally
        {
            if (kept)
                _file.DangerousRelease();
        }
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path)
    {
        const uint PrivateFile = 0x180; // rw-------
        var fd = Libc.Open(path, Libc.OpenReadWriteCreateCloseOnExec, PrivateFile);
        return fd >= 0
            ? new SafeFileHandle(fd, ownsHandle: true)
            : throw new IOException($"cannot open {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
