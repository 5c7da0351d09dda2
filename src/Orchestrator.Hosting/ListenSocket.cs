using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Hosting;

/// <summary>The API's address, taken before anything else is: so that it is known which port that is, and that nobody
/// else has it. Until the API listens there, who comes is refused.</summary>
internal sealed class ListenSocket : IDisposable
{
    private Socket? _socket;

    private ListenSocket(Socket socket)
    {
        _socket = socket;
        Address = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>With the port it got.</summary>
    public IPEndPoint Address { get; }

    /// <exception cref="IOException">The address is in use.</exception>
    /// <exception cref="SocketException">It cannot be listened on.</exception>
    public static ListenSocket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(address);
            return new ListenSocket(socket);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new IOException($"Failed to bind to address https://{address}: address already in use.", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The socket, which is the taker's to close from now on.</summary>
    public Socket Take()
    {
        var socket = _socket ?? throw new InvalidOperationException("the socket has been taken");
        _socket = null;
        return socket;
    }

    public void Dispose() => _socket?.Dispose();
}
