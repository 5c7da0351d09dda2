using System.Buffers.Binary;

namespace Orchestrator.Node.Process;

/// <summary>A log's index in memory: when each part of the output arrived.</summary>
internal sealed class LogTimes
{
    private const int EntrySize = 16;
    private readonly ContainerLog _log;
    private readonly List<(long Size, long UnixNanos)> _entries = [];
    private int _generation = -1;
    private long _read = EntrySize;

    private LogTimes(ContainerLog log) => _log = log;

    public static LogTimes Read(ContainerLog log)
    {
        var times = new LogTimes(log);
        times.Refresh();
        return times;
    }

    /// <summary>The entries that cover bytes from an offset on.</summary>
    public IReadOnlyList<(long Size, long UnixNanos)> From(long offset) => _entries[Position(offset)..];

    /// <summary>When the byte at an offset had arrived.</summary>
    public DateTimeOffset At(long offset)
    {
        if (_entries.Count == 0 || _entries[^1].Size <= offset)
            Refresh();
        if (_entries.Count == 0)
            return DateTimeOffset.UnixEpoch;
        var nanos = _entries[Math.Min(Position(offset), _entries.Count - 1)].UnixNanos;
        return DateTimeOffset.UnixEpoch.AddTicks(nanos / 100);
    }

    /// <summary>An offset before which everything arrived earlier than the moment; not always the beginning of a
    /// line.</summary>
    public long OffsetOf(DateTimeOffset moment)
    {
        var nanos = (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
        var offset = _log.Start;
        foreach (var (size, unixNanos) in _entries)
        {
            if (unixNanos >= nanos)
                return offset;
            offset = size;
        }
        return offset;
    }

    private void Refresh()
    {
        if (_generation != _log.Generation)
        {
            (_generation, _read) = (_log.Generation, EntrySize);
            _entries.Clear();
        }
        if (!File.Exists(_log.IndexFile))
            return;
        using var file = File.OpenHandle(
            _log.IndexFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var block = new byte[(int)Math.Max(0, (RandomAccess.GetLength(file) - _read) / EntrySize * EntrySize)];
        var length = RandomAccess.Read(file, block, _read) / EntrySize * EntrySize;
        for (var at = 0; at < length; at += EntrySize)
        {
            var entry = block.AsSpan(at);
            _entries.Add((
                BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..])));
        }
        _read += length;
    }

    /// <summary>The first entry whose size exceeds the offset.</summary>
    private int Position(long offset)
    {
        int low = 0, high = _entries.Count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_entries[middle].Size > offset)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
