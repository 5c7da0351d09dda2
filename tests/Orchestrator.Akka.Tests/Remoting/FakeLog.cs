using System.Threading.Channels;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>A followed log: gives what is written to it, and ends when it is completed. Endless: gives bytes for as
/// long as somebody reads.</summary>
internal sealed class FakeLog(bool isEndless = false) : ReadOnlyStream
{
    private readonly Channel<byte[]> _written = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;
    private long _given;

    public long Given => Volatile.Read(ref _given);

    public Task Disposed => _disposed.Task;

    public ChannelWriter<byte[]> Written => _written.Writer;

    /// <summary>Whether these are an endless log's bytes from that place on.</summary>
    public static bool IsAt(long offset, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != At(offset + i))
                return false;
        }
        return true;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = isEndless ? Fill(buffer.Span) : await TakeAsync(buffer, cancellationToken);
        Volatile.Write(ref _given, _given + count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }

    private static byte At(long offset) => (byte)(offset % 251);

    private int Fill(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
            buffer[i] = At(_given + i);
        return buffer.Length;
    }

    private async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (_rest.IsEmpty)
        {
            if (!await _written.Reader.WaitToReadAsync(cancellation))
                return 0;
            if (_written.Reader.TryRead(out var next))
                _rest = next;
        }
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
