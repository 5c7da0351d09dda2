using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>One container attempt: its files, its process, its end.</summary>
/// <remarks>Invariant: at most one program is ever started for an attempt, and its end is written down before it is
/// told.</remarks>
internal sealed class ProcessContainer : IDisposable
{
    private const int TerminationMessageMax = 4096;
    private const int LogMessageMax = 2048;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _startEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _path;
    private readonly TimeProvider _time;
    private ContainerRecord _record;
    private string? _message;
    private int _begun;

    /// <param name="podUid">The Pod.</param>
    /// <param name="path">Where its files lie, without extension.</param>
    /// <param name="record">What is known of it.</param>
    public ProcessContainer(string podUid, string path, ContainerRecord record, long logBytesMax, TimeProvider time)
    {
        (PodUid, _path, _record, _time) = (podUid, path, record, time);
        Log = new(path, logBytesMax, time);
        if (record.Starting)
        {
            _begun = 1;
            _startEnded.SetResult();
        }
        if (record.FinishedAt is null)
            return;
        _message = ReadTerminationMessage();
        _ended.SetResult();
    }

    public string PodUid { get; }

    public ContainerLog Log { get; }

    public Task Ended => _ended.Task;

    public ContainerRecord Record
    {
        get
        {
            lock (_gate)
                return _record;
        }
    }

    public string TerminationMessageFile => _path + ".message";

    /// <summary>Made by the program's own process just before it is executed; see <see cref="LeftStart"/>.</summary>
    public string BegunFile => _path + ".begun";

    /// <summary>The environment given at creation; gone after a restart, then the process itself tells it.</summary>
    public IReadOnlyList<string>? Env { get; set; }

    public string RecordPath => _path + ".json";

    /// <summary>True once in this life: whoever gets it may start the program, or remove what was never
    /// started.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;

    public bool HasBegun => Volatile.Read(ref _begun) == 1;

    /// <summary>Completes when the start has succeeded or failed.</summary>
    public Task StartEnded => _startEnded.Task;

    public void EndStart() => _startEnded.TrySetResult();

    public void Change(Func<ContainerRecord, ContainerRecord> change)
    {
        lock (_gate)
        {
            _record = change(_record);
            RecordFile.Write(RecordPath, _record, RecordJson.Default.ContainerRecord);
        }
    }

    /// <summary>Writes down the end. The first account of it counts.</summary>
    public bool Finish(int exitCode, string reason, string? message)
    {
        lock (_gate)
        {
            if (_record.FinishedAt is not null)
                return false;
            var ended = _record with
            {
                StartedAt = _record.StartedAt ?? _time.GetUtcNow(),
                FinishedAt = _time.GetUtcNow(),
                ExitCode = exitCode,
                Reason = reason,
                Message = message,
            };
            _record = ended;
            _message = ReadTerminationMessage();
            try
            {
                RecordFile.Write(RecordPath, ended, RecordJson.Default.ContainerRecord);
            }
            catch (IOException)
            {
                // A full disk: the record on it still names a process that has ended, which the next start finds out.
            }
        }
        _ended.TrySetResult();
        return true;
    }

    public void Signal(int signal)
    {
        if (Record is { FinishedAt: null, Process: { } process } && process.IsRunning())
            _ = Libc.Kill(-process.Pid, signal);
    }

    public RuntimeContainer Describe()
    {
        var record = Record;
        return new()
        {
            Id = record.Id,
            Name = record.Name,
            Attempt = record.Attempt,
            Image = record.Image,
            CreatedAt = record.CreatedAt,
            StartedAt = record.StartedAt,
            FinishedAt = record.FinishedAt,
            ExitCode = record.ExitCode,
            Reason = record.Reason,
            Message = record.Message,
            State = record.FinishedAt is not null ? RuntimeContainerState.Exited
                : record.StartedAt is not null ? RuntimeContainerState.Running : RuntimeContainerState.Created,
            TerminationMessage = record.FinishedAt is not null ? _message : null,
        };
    }

    /// <summary>Deletes its files. The program does not run.</summary>
    public void Delete()
    {
        Dispose();
        foreach (var file in (string[])[RecordPath, TerminationMessageFile, BegunFile, Log.DataFile, Log.IndexFile])
            File.Delete(file);
    }

    public void Dispose() => Log.Dispose();

    private string? ReadTerminationMessage()
    {
        if (ReadTail(TerminationMessageFile, TerminationMessageMax, fromStart: true) is { } written)
            return written;
        return _record is { MessageFromLog: true, ExitCode: not 0 }
            ? ReadTail(Log.DataFile, LogMessageMax, fromStart: false)
            : null;
    }

    /// <summary>Null when the file is missing or empty.</summary>
    private static string? ReadTail(string path, int bytesMax, bool fromStart)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (!fromStart && file.Length > bytesMax)
            file.Position = file.Length - bytesMax;
        var content = new byte[bytesMax];
        var read = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read == 0 ? null : System.Text.Encoding.UTF8.GetString(content, 0, read);
    }
}
