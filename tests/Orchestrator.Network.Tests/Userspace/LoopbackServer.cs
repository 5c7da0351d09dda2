using System.Net;
using System.Net.Sockets;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>Serves TCP connections at an address of the loopback, until it is disposed.</summary>
internal abstract class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener;

    protected LoopbackServer(string address)
    {
        Address = address;
        _listener = new(IPAddress.Parse(address), 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public string Address { get; }

    public int Port { get; }

    public ProxyEndpoint Endpoint => new(Address, Port);

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort(string address)
    {
        using var probe = new TcpListener(IPAddress.Parse(address), 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>To the end of one connection, which may break.</summary>
    protected abstract Task ServeAsync(NetworkStream stream);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await ServeAsync(client.GetStream());
        }
        catch (IOException)
        {
        }
    }
}
