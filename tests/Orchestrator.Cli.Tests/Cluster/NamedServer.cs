using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Cli.Tests.Cluster;

/// <summary>Says its name to whoever connects, then gives back what it is sent.</summary>
internal sealed class NamedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;

    public NamedServer(string name)
    {
        _listener.Start();
        Address = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(name);
    }

    public IPEndPoint Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
        _end.Dispose();
    }

    private async Task AcceptAsync(string name)
    {
        try
        {
            while (true)
                _serving.Add(EchoAsync(await _listener.AcceptSocketAsync(_end.Token), name));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task EchoAsync(Socket client, string name)
    {
        using var _ = client;
        var buffer = new byte[64];
        try
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(name));
            while (await client.ReceiveAsync(buffer, _end.Token) is var count and > 0)
                await client.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
        }
    }
}
