namespace Orchestrator.Client.Http;

/// <summary>The use of one generation of connections, until it is disposed of.</summary>
public sealed class ConnectionLease : IDisposable
{
    private readonly HttpConnections _owner;
    private readonly HttpConnections.Generation _generation;
    private int _released;

    internal ConnectionLease(HttpConnections owner, HttpConnections.Generation generation) =>
        (_owner, _generation) = (owner, generation);

    public HttpMessageInvoker Invoker => _generation.Invoker;

    /// <summary>Cancelled when the connections are replaced: what could go on for ever begins anew over the next
    /// ones.</summary>
    public CancellationToken Retired => _generation.Retired.Token;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            _owner.Release(_generation);
    }
}
