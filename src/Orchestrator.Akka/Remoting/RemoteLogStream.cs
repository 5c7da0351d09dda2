using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A log at another member, to be read; disposing it ends the reading there.</summary>
internal sealed class RemoteLogStream(LogSink log) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        log.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            log.Leave();
        base.Dispose(disposing);
    }
}
