using System.Buffers;
using System.IO.Pipelines;

namespace Orchestrator.ApiServer.Http.Connections;

/// <summary>The way out of an HTTP/1.1 connection. What the server itself answers between requests, because it could
/// not read the next one, gets a Status for a body.</summary>
/// <remarks>During a request everything passes through untouched. One request loop writes here, under the server's
/// own lock.</remarks>
internal sealed class RefusalWriter(PipeWriter inner) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private bool _inRequest;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes + _held.WrittenCount;

    /// <summary>A request was read: what follows is its answer.</summary>
    public void Begin()
    {
        Release();
        _inRequest = true;
    }

    /// <summary>The answer is complete.</summary>
    public void End() => _inRequest = false;

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        _inRequest ? inner.GetMemory(sizeHint) : _held.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) =>
        _inRequest ? inner.GetSpan(sizeHint) : _held.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (_inRequest)
            inner.Advance(bytes);
        else
            _held.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Release();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Release();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        Release();
        return inner.CompleteAsync(exception);
    }

    private void Release()
    {
        if (_held.WrittenCount == 0)
            return;
        inner.Write(RefusalAnswer.WithStatus(_held.WrittenSpan));
        _held.ResetWrittenCount();
    }
}
