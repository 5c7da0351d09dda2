using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>Answers each TCP connection with its name, then with what it receives, until the client has ended its
/// side.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener;

    public EchoServer(string address)
    {
        Address = address;
        _listener = new(IPAddress.Parse(address), 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public string Address { get; }

    public int Port { get; }

    public Orchestrator.Network.Proxy.ProxyEndpoint Endpoint => new(Address, Port);

    public void Dispose() => _listener.Dispose();

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
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Address + "\n"));
            await stream.CopyToAsync(stream);
        }
        catch (IOException)
        {
        }
    }
}
