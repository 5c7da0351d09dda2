using System.Net;
using System.Net.Sockets;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Userspace;

/// <summary>One UDP client's way to its endpoint and back.</summary>
internal sealed class UdpSession : IDisposable
{
    private const int DatagramMax = 65_535;

    private readonly Socket _listener;
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private volatile bool _ended;

    public UdpSession(Socket listener, SocketAddress client, ProxyEndpoint endpoint, TimeProvider time)
    {
        _listener = listener;
        _time = time;
        Client = client;
        Endpoint = endpoint;
        var address = IPAddress.Parse(endpoint.Address);
        _socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Connect(new IPEndPoint(address, endpoint.Port));
        _ = ReceiveAsync();
    }

    public SocketAddress Client { get; }

    public ProxyEndpoint Endpoint { get; }

    /// <summary>A timestamp of the time provider.</summary>
    public long LastUsed { get; set; }

    /// <summary>The endpoint does not answer any more: the client's next datagram begins another session.</summary>
    public bool HasEnded => _ended;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            await _socket.SendAsync(datagram, SocketFlags.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            _ended = true;
        }
    }

    public void Dispose()
    {
        _ended = true;
        _socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(DatagramMax);
        try
        {
            while (!_ended)
            {
                var count = await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
                LastUsed = _time.GetTimestamp();
                await _listener.SendToAsync(buffer.AsMemory(0, count), SocketFlags.None, Client).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            _ended = true;
        }
    }
}
