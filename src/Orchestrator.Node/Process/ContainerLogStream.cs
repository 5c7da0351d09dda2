using System.Text;
using Microsoft.Win32.SafeHandles;
using Orchestrator.Client;

namespace Orchestrator.Node.Process;

/// <summary>A log as <c>kubectl logs</c> asked for it: from its starting point, with or without timestamps, followed
/// or not.</summary>
internal sealed class ContainerLogStream : ReadOnlyStream
{
    private const int BlockSize = 32 * 1024;
    private const byte NewLine = (byte)'\n';
    private const string NanosFixed = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '";
    private readonly ContainerLog _log;
    private readonly SafeFileHandle _file;
    private readonly LogTimes? _times;
    private readonly bool _follow;
    private readonly long _end;
    private readonly byte[] _block = new byte[BlockSize];
    private readonly MemoryStream _pending = new();
    private long _offset;
    private long _left;
    private bool _atLineStart = true;

    public ContainerLogStream(ContainerLog log, PodLogOptions options, DateTimeOffset now)
    {
        _log = log;
        _file = File.OpenHandle(
            log.DataFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _end = RandomAccess.GetLength(_file);
        _follow = options.Follow;
        _left = options.LimitBytes ?? long.MaxValue;
        var since = options.SinceTime?.Moment ?? (options.SinceSeconds is { } s ? now.AddSeconds(-s) : null);
        var times = options.Timestamps || since is not null ? LogTimes.Read(log) : null;
        _offset = log.Start;
        if (since is { } moment)
            _offset = Math.Max(_offset, LogLines.NextLine(_file, times!.OffsetOf(moment), _end));
        if (options.TailLines is { } lines)
            _offset = Math.Max(_offset, LogLines.TailStart(_file, _offset, _end, lines));
        _times = options.Timestamps ? times : null;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left > 0 && buffer.Length > 0)
        {
            var given = _pending.Read(buffer.Span[..(int)Math.Min(buffer.Length, _left)]);
            if (given > 0)
            {
                _left -= given;
                return given;
            }
            if (Fill())
                continue;
            if (!_follow || (_log.Ended && !Fill()))
                return _pending.Position < _pending.Length ? _pending.Read(buffer.Span) : 0;
            if (_pending.Position == _pending.Length)
                await _log.WaitAsync(_offset, cancellationToken).ConfigureAwait(false);
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Takes the next block into what is pending; false when there is none (yet).</summary>
    private bool Fill()
    {
        // Without follow the answer is the log as it was when it was asked for, however fast it grows.
        var most = _follow ? BlockSize : (int)Math.Clamp(_end - _offset, 0, BlockSize);
        _offset = Math.Max(_offset, _log.Start);
        var read = most == 0 ? 0 : RandomAccess.Read(_file, _block.AsSpan(0, most), _offset);
        if (read == 0)
            return false;
        _pending.SetLength(0);
        if (_times is null)
            _pending.Write(_block, 0, read);
        else
            WriteStamped(_block.AsSpan(0, read));
        _pending.Position = 0;
        _offset += read;
        return true;
    }

    private void WriteStamped(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (_atLineStart)
                _pending.Write(Encoding.ASCII.GetBytes(_times!.At(_offset + at).UtcDateTime.ToString(NanosFixed)));
            var end = bytes[at..].IndexOf(NewLine);
            var line = end < 0 ? bytes[at..] : bytes[at..(at + end + 1)];
            _pending.Write(line);
            _atLineStart = end >= 0;
            at += line.Length;
        }
    }
}
