using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Network.Userspace;

/// <summary>The outcome of binding: a socket, or why not.</summary>
/// <param name="IsDenied">This user may not bind the port, whoever else does.</param>
internal sealed record BoundSocket(Socket? Socket, bool IsDenied, string? Error)
{
    /// <summary>Nothing was bound: another cluster's processes share the port.</summary>
    public static BoundSocket Anothers { get; } = new(null, false, "another cluster on this machine serves it");

    private const int SolSocket = 1, SoReusePort = 15;

    /// <summary>Binds, and does not listen: a TCP port that is bound and not listened on refuses connections, and
    /// nobody else takes it.</summary>
    /// <param name="shared">Other processes of this user bind it too, and the system spreads connections over
    /// them. Linux only.</param>
    public static BoundSocket Bind(IPAddress address, int port, string protocol, bool shared)
    {
        var (type, kind) = protocol == "UDP"
            ? (SocketType.Dgram, ProtocolType.Udp)
            : (SocketType.Stream, ProtocolType.Tcp);
        Socket? socket = null;
        try
        {
            socket = new(address.AddressFamily, type, kind);
            if (shared)
                socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(address, port));
            return new(socket, false, null);
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            return new(null, error.SocketErrorCode == SocketError.AccessDenied, Describe(error.SocketErrorCode));
        }
    }

    private static string Describe(SocketError error) => error switch
    {
        SocketError.AccessDenied => "this user may not bind it",
        SocketError.AddressAlreadyInUse => "another program listens there",
        SocketError.AddressNotAvailable => "the address is not one of this machine's",
        SocketError.TooManyOpenSockets => "too many open files",
        _ => error.ToString(),
    };
}
