using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>One attempt's output: the raw file its program appends to, and beside it an index of when bytes
/// came.</summary>
/// <remarks>
/// The program writes with nobody in between, so the log is complete however often we restart. The index is what
/// timestamps
/// and --since come from: entries (size, time) in the order they were seen; a byte arrived by the time of the first
/// entry
/// whose size exceeds its offset. Offsets never change: what is too old is given back to the disk by punching a hole
/// at the
/// file's beginning. Index layout, little endian: 16 bytes head (first kept offset, reserved), then entries of
/// (size: int64, Unix nanoseconds: int64). Written by the monitor's thread, read by any.
/// </remarks>
internal sealed class ContainerLog : IDisposable
{
    private const int EntrySize = 16;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _bytesMax;
    private SafeFileHandle? _index;
    private long _indexLength;
    private long _indexed;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ContainerLog(string path, long bytesMax, TimeProvider time)
    {
        DataFile = path + ".log";
        IndexFile = path + ".idx";
        (_bytesMax, _time) = (bytesMax, time);
        if (File.Exists(IndexFile))
            Reopen();
    }

    public string DataFile { get; }

    public string IndexFile { get; }

    /// <summary>The monitor's inotify watch; -1 when it has none.</summary>
    public int Watch { get; set; } = -1;

    /// <summary>The first offset that is still kept: always the beginning of a line.</summary>
    public long Start { get; private set; }

    /// <summary>True once the program has ended and every byte is indexed.</summary>
    public bool Ended { get; private set; }

    /// <summary>Grows by one with each rewrite of the index, so that readers read it anew.</summary>
    public int Generation { get; private set; }

    /// <summary>Makes both files, before the program starts.</summary>
    public void Create()
    {
        File.WriteAllBytes(DataFile, []);
        File.WriteAllBytes(IndexFile, new byte[EntrySize]);
        Reopen();
    }

    /// <summary>Notes that everything in the file now has arrived by now.</summary>
    public void Index()
    {
        lock (_gate)
        {
            var file = new FileInfo(DataFile);
            if (_index is null || !file.Exists || file.Length <= _indexed)
                return;
            // After an absence the file knows better than we do when it was last written to.
            var now = Watch < 0 ? new DateTimeOffset(file.LastWriteTimeUtc) : _time.GetUtcNow();
            Append(file.Length, now);
            if (_indexed - Start > _bytesMax + (_bytesMax / 5))
                DropOldest();
            Pulse();
        }
    }

    public void End()
    {
        Index();
        lock (_gate)
        {
            Ended = true;
            _index?.Dispose();
            _index = null;
            Pulse();
        }
    }

    /// <summary>Completes when bytes beyond the offset have come, or the log has ended.</summary>
    public Task WaitAsync(long offset, CancellationToken cancellation)
    {
        lock (_gate)
            return Ended || _indexed > offset ? Task.CompletedTask : _grown.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _index?.Dispose();
            _index = null;
        }
    }

    private void Reopen()
    {
        _index = File.OpenHandle(
            IndexFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _indexLength = Math.Max(EntrySize, RandomAccess.GetLength(_index) / EntrySize * EntrySize);
        Span<byte> entry = stackalloc byte[EntrySize];
        if (RandomAccess.Read(_index, entry, 0) == EntrySize)
            Start = BinaryPrimitives.ReadInt64LittleEndian(entry);
        if (_indexLength > EntrySize && RandomAccess.Read(_index, entry, _indexLength - EntrySize) == EntrySize)
            _indexed = BinaryPrimitives.ReadInt64LittleEndian(entry);
    }

    private void Append(long size, DateTimeOffset at)
    {
        Span<byte> entry = stackalloc byte[EntrySize];
        BinaryPrimitives.WriteInt64LittleEndian(entry, size);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);
        RandomAccess.Write(_index!, entry, _indexLength);
        _indexLength += EntrySize;
        _indexed = size;
    }

    private void DropOldest()
    {
        using var data = File.OpenHandle(
            DataFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Start = LogLines.NextLine(data, _indexed - _bytesMax, _indexed);
        // Where the file system has no holes the bytes stay on disk, but are no longer shown.
        _ = Libc.Fallocate(data, Libc.PunchHoleKeepSize, 0, Start);
        var times = LogTimes.Read(this).From(Start);
        var rewritten = new byte[EntrySize + (times.Count * EntrySize)];
        BinaryPrimitives.WriteInt64LittleEndian(rewritten, Start);
        for (var i = 0; i < times.Count; i++)
        {
            var entry = rewritten.AsSpan(EntrySize * (i + 1));
            BinaryPrimitives.WriteInt64LittleEndian(entry, times[i].Size);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], times[i].UnixNanos);
        }
        File.WriteAllBytes(IndexFile + ".new", rewritten);
        File.Move(IndexFile + ".new", IndexFile, overwrite: true);
        _index!.Dispose();
        Reopen();
        Generation++;
    }

    private void Pulse()
    {
        var grown = _grown;
        _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        grown.TrySetResult();
    }
}
