using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Network.Userspace;

/// <summary>Accepts a rule's TCP connections and hands each to the relays.</summary>
internal sealed class TcpRuleServer(
    IPAddress address, TimeProvider time, TcpConnections connections, AddressClaims? claims)
    : RuleServer(address, time, claims)
{
    private const int Backlog = 1024;
    private static readonly TimeSpan PauseAfterAcceptError = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan QueueLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan QueueMax = TimeSpan.FromSeconds(1);

    private volatile Socket? _socket;
    private bool _listening;

    protected override string Protocol => "TCP";

    protected override void OnBound(Socket socket) => _socket = socket;

    protected override string? OnEndpointsChanged()
    {
        if (!Rotation.IsEmpty && !_listening)
            return Listen();
        if (!Rotation.IsEmpty || !_listening)
            return null;
        // Only closing ends listening; the port is taken again at once, so that it stays this Service's.
        Close();
        return Bind(Port, maySubstitute: false);
    }

    /// <inheritdoc/>
    /// <remarks>What the kernel has accepted already would be reset with the socket: it is taken first.</remarks>
    public override async Task LeaveAsync()
    {
        var began = Environment.TickCount64;
        while (_listening && _socket is { } socket && socket.Poll(0, SelectMode.SelectRead)
            && Environment.TickCount64 - began < QueueMax.TotalMilliseconds)
        {
            await Task.Delay(QueueLook).ConfigureAwait(false);
        }
        Dispose();
    }

    private string? Listen()
    {
        var socket = _socket!;
        try
        {
            socket.Listen(Backlog);
        }
        catch (SocketException error)
        {
            Close();
            return error.SocketErrorCode.ToString();
        }
        _listening = true;
        _ = AcceptAsync(socket);
        return null;
    }

    protected override void Close()
    {
        var socket = _socket;
        _socket = null;
        _listening = false;
        socket?.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptAsync().ConfigureAwait(false);
                await connections.EnterAsync().ConfigureAwait(false);
                _ = connections.RelayAsync(client, Rotation, HasAffinity);
            }
            catch (Exception error) when (error is ObjectDisposedException || !ReferenceEquals(listener, _socket))
            {
                return;
            }
            catch (SocketException)
            {
                // A client that left before it was accepted, or no file descriptor free: the kernel keeps the others.
                await Task.Delay(PauseAfterAcceptError).ConfigureAwait(false);
            }
        }
    }
}
