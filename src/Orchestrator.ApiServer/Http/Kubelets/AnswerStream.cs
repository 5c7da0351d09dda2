using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Kubelets;

/// <summary>The body of an answer, which ends its request, and the use of its connection, when it is closed.</summary>
internal sealed class AnswerStream(HttpResponseMessage answer, Stream body, IDisposable connection) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        body.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            answer.Dispose();
            connection.Dispose();
        }
        base.Dispose(disposing);
    }
}
