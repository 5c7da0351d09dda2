using System.Collections.Concurrent;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>One thread that sees processes end (pidfd) and logs grow (inotify), however many there are.</summary>
/// <remarks>Callbacks run on that thread and must be short. A process need not be our child: an adopted one is seen
/// too,
/// only its exit code is not. The session's remains are killed before the leader is reaped, while its number is still
/// taken.</remarks>
internal sealed unsafe class ProcessMonitor : IDisposable
{
    private const int LogIntervalMs = 5;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Dictionary<int, Watched> _processes = [];
    private readonly Dictionary<int, ContainerLog> _logs = [];
    private readonly HashSet<ContainerLog> _grown = [];
    private readonly int _wake = Libc.EventFd(0, Libc.EventNonBlockCloseOnExec);
    private readonly int _inotify = Libc.InotifyInit(Libc.InotifyNonBlockCloseOnExec);
    private readonly Thread _thread;
    private Libc.PollFd[] _polled = [];
    private volatile bool _stopping;

    public ProcessMonitor()
    {
        _thread = new(Run) { IsBackground = true, Name = "process-monitor" };
        _thread.Start();
    }

    /// <summary>Calls back once when the process has ended, with its exit code, or null when nobody may know
    /// it.</summary>
    /// <exception cref="PlatformNotSupportedException">The kernel has no pidfd (Linux before 5.3).</exception>
    public void WatchExit(int pid, Action<int?> onExit)
    {
        var pidfd = Libc.PidfdOpen(pid);
        if (pidfd < 0)
        {
            if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Libc.NoSuchProcess)
                throw new PlatformNotSupportedException("the process runtime needs Linux 5.3 or later");
            onExit(null);
            return;
        }
        Post(() => _processes[pidfd] = new(pid, onExit));
    }

    /// <summary>Indexes what the log gains from now on. The file exists.</summary>
    public void WatchLog(ContainerLog log) => Post(() =>
    {
        log.Index();
        log.Watch = Libc.InotifyAddWatch(_inotify, log.DataFile, Libc.InotifyModify);
        if (log.Watch >= 0)
            _logs[log.Watch] = log;
        log.Index();
    });

    /// <summary>Indexes what is there for the last time and lets go of the log.</summary>
    public void UnwatchLog(ContainerLog log, Action then) => Post(() =>
    {
        if (log.Watch >= 0 && _logs.Remove(log.Watch))
            _ = Libc.InotifyRemoveWatch(_inotify, log.Watch);
        log.Watch = -1;
        _grown.Remove(log);
        then();
    });

    public void Dispose()
    {
        _stopping = true;
        Wake();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Post(Action command)
    {
        _commands.Enqueue(command);
        Wake();
    }

    private void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_wake, &one, sizeof(ulong));
    }

    private void Run()
    {
        while (!_stopping)
        {
            Wait(_grown.Count > 0 ? LogIntervalMs : -1);
            while (_commands.TryDequeue(out var command))
                command();
            foreach (var log in _grown)
                log.Index();
            _grown.Clear();
            DrainInotify();
        }
        foreach (var pidfd in _processes.Keys)
            _ = Libc.Close(pidfd);
        _ = Libc.Close(_inotify);
        _ = Libc.Close(_wake);
    }

    private void Wait(int timeoutMs)
    {
        var count = _processes.Count + 2;
        if (_polled.Length < count)
            _polled = new Libc.PollFd[count * 2];
        _polled[0] = new() { Fd = _wake, Events = Libc.PollIn };
        // While logs wait for their turn, more growth is not news.
        _polled[1] = new() { Fd = timeoutMs < 0 ? _inotify : -1, Events = Libc.PollIn };
        var next = 2;
        foreach (var pidfd in _processes.Keys)
            _polled[next++] = new() { Fd = pidfd, Events = Libc.PollIn };
        fixed (Libc.PollFd* fds = _polled)
        {
            if (Libc.Poll(fds, (nuint)count, timeoutMs) <= 0)
                return;
        }
        ulong ignored;
        _ = Libc.Read(_wake, &ignored, sizeof(ulong));
        for (var i = 2; i < count; i++)
        {
            if (_polled[i].Revents != 0)
                End(_polled[i].Fd);
        }
    }

    private void End(int pidfd)
    {
        if (!_processes.Remove(pidfd, out var watched))
            return;
        // A zombie child still holds its number, so that the group cannot be somebody else's.
        _ = Libc.Kill(-watched.Pid, Libc.SigKill);
        int status;
        var reaped = Libc.WaitPid(watched.Pid, &status, Libc.WaitNoHang);
        _ = Libc.Close(pidfd);
        watched.OnExit(reaped == watched.Pid ? ExitCode(status) : null);
    }

    private void DrainInotify()
    {
        const int RoomForEvents = 4096;
        var buffer = stackalloc byte[RoomForEvents];
        nint read;
        while ((read = Libc.Read(_inotify, buffer, RoomForEvents)) > 0)
        {
            for (nint at = 0; at < read;)
            {
                var watch = *(int*)(buffer + at);
                if (_logs.TryGetValue(watch, out var log))
                    _grown.Add(log);
                at += 16 + *(int*)(buffer + at + 12);
            }
        }
    }

    private static int ExitCode(int status) =>
        (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);

    private readonly record struct Watched(int Pid, Action<int?> OnExit);
}
