using System.Net;
using System.Net.Http.Headers;

namespace Orchestrator.ApiServer.Http.Forwarding;

/// <summary>A request's body that knows whether any of it has been given to the connection: without its end, no request
/// is carried out.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private volatile bool _isSent;

    public TrackedContent(ReadOnlyMemory<byte> bytes, string type)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    public bool IsSent => _isSent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _isSent = true;
        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
