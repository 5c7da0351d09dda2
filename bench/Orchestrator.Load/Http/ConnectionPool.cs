namespace Orchestrator.Load.Http;

/// <summary>A fixed number of connections that clients share in turn.</summary>
public sealed class ConnectionPool : IDisposable
{
    private readonly Connection[] _connections;

    public ConnectionPool(ServerAddress server, int connections)
    {
        _connections = new Connection[connections];
        for (var i = 0; i < connections; i++)
            _connections[i] = new Connection(server);
    }

    /// <summary>A client of its own, on the connection whose turn it is.</summary>
    public LoadClient Client(int number) => new(_connections[number % _connections.Length]);

    public Connection Connection(int number) => _connections[number % _connections.Length];

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }
}
