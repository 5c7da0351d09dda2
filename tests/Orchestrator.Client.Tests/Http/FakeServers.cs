namespace Orchestrator.Client.Tests.Http;

/// <summary>Several servers by the hosts they are asked at; one that is missing cannot be connected to.</summary>
internal sealed class FakeServers : HttpMessageHandler
{
    private readonly Dictionary<string, HttpMessageInvoker> _servers = new(StringComparer.Ordinal);

    /// <summary>Hosts in the order in which they were turned to.</summary>
    public List<string> Asked { get; } = [];

    public FakeServer this[string host]
    {
        set => _servers[host] = new(value);
    }

    public void Stop(string host) => _servers.Remove(host);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var host = request.RequestUri!.Host;
        Asked.Add(host);
        return _servers.TryGetValue(host, out var server)
            ? server.SendAsync(request, cancellation)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "connection refused");
    }
}
