namespace Orchestrator.Client.Http;

/// <summary>The connections calls go over, replaced as a whole when the client's certificate is.</summary>
/// <remarks>Invariant: connections are closed once they are given up and nobody uses them,
/// never under a call.</remarks>
public sealed class HttpConnections(Func<HttpMessageHandler> make) : IDisposable
{
    private readonly Lock _gate = new();
    private Generation _current = new(make());
    private bool _disposed;

    /// <summary>For one call: it ends with the call's answer.</summary>
    public ConnectionLease Use()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _current.Users++;
            return new(this, _current);
        }
    }

    /// <summary>Calls that begin from now on go over new connections; watches over the old ones end.</summary>
    public void Renew()
    {
        Generation old;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            old = _current;
            _current = new(make());
            old.IsGivenUp = true;
        }
        // Outside of the lock: whoever hears of it calls back.
        old.Retired.Cancel();
        lock (_gate)
            CloseIfUnused(old);
    }

    internal void Release(Generation generation)
    {
        lock (_gate)
        {
            generation.Users--;
            CloseIfUnused(generation);
        }
    }

    /// <summary>Closes at once; calls under way fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _current.Invoker.Dispose();
        }
    }

    private static void CloseIfUnused(Generation generation)
    {
        if (generation is { IsGivenUp: true, Users: 0 })
            generation.Invoker.Dispose();
    }

    internal sealed class Generation(HttpMessageHandler handler)
    {
        public HttpMessageInvoker Invoker { get; } = new(handler);

        public CancellationTokenSource Retired { get; } = new();

        public int Users { get; set; }

        public bool IsGivenUp { get; set; }
    }
}
