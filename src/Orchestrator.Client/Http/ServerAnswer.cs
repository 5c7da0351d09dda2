namespace Orchestrator.Client.Http;

/// <summary>An answer that has begun, where it came from, and the connections it came over.</summary>
internal sealed class ServerAnswer(HttpResponseMessage response, string place, ConnectionLease lease, Action failed)
    : IDisposable
{
    public HttpResponseMessage Response => response;

    /// <summary>The request and where it went, for a failure's text.</summary>
    public string Place => place;

    /// <summary>Ended when the connections are given up for new ones.</summary>
    public CancellationToken Retired => lease.Retired;

    /// <summary>The server broke off: others are tried before it for a while.</summary>
    public void Fail() => failed();

    public void Dispose()
    {
        response.Dispose();
        lease.Dispose();
    }
}
