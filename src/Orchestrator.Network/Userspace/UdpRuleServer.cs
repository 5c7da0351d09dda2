using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Network.Userspace;

/// <summary>Carries a rule's datagrams: each client has a session with one endpoint until it is idle or the
/// endpoint leaves.</summary>
internal sealed class UdpRuleServer(
    IPAddress address, TimeProvider time, UserspaceOptions options, AddressClaims? claims)
    : RuleServer(address, time, claims)
{
    private const int DatagramMax = 65_535;

    private readonly Lock _gate = new();
    private readonly Dictionary<SocketAddress, UdpSession> _sessions = [];
    private readonly TimeProvider _time = time;
    private volatile Socket? _socket;
    private ITimer? _sweep;

    protected override string Protocol => "UDP";

    protected override void OnBound(Socket socket) => _socket = socket;

    protected override string? OnEndpointsChanged()
    {
        // As kube-proxy forgets flows to endpoints that are gone: UDP clients do not notice by themselves.
        EndSessions(session => !Rotation.Contains(session.Endpoint));
        if (Rotation.IsEmpty)
        {
            // An open port would swallow datagrams; a closed one tells the sender.
            Close();
            return null;
        }
        if (_sweep is not null)
            return null;
        if (_socket is null && Bind(Port, maySubstitute: false) is { } error)
            return error;
        _sweep = _time.CreateTimer(_ => Sweep(), null, options.UdpIdle / 4, options.UdpIdle / 4);
        _ = ReceiveAsync(_socket!);
        return null;
    }

    protected override void Close()
    {
        var socket = _socket;
        _socket = null;
        _sweep?.Dispose();
        _sweep = null;
        socket?.Dispose();
        EndSessions(_ => true);
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(DatagramMax);
        var from = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            try
            {
                var count = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from).ConfigureAwait(false);
                if (SessionOf(socket, from) is { } session)
                    await session.SendAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is ObjectDisposedException || !ReferenceEquals(socket, _socket))
            {
                return;
            }
            catch (SocketException)
            {
                // News of a datagram that a client no longer takes; the port itself is well.
            }
        }
    }

    private UdpSession? SessionOf(Socket socket, SocketAddress from)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_sessions.TryGetValue(from, out var known) && !known.HasEnded)
            {
                known.LastUsed = now;
                return known;
            }
            if (Rotation.Choose(HasAffinity ? AddressOf(from) : "") is not { } endpoint)
                return null;
            if (_sessions.Count >= options.UdpSessionsMax)
                EndLongestIdle();
            // The receive loop writes the next sender into the same instance.
            var client = new SocketAddress(from.Family, from.Size);
            from.Buffer.Span[..from.Size].CopyTo(client.Buffer.Span);
            var session = new UdpSession(socket, client, endpoint, _time) { LastUsed = now };
            _sessions[client] = session;
            return session;
        }
    }

    private string AddressOf(SocketAddress from) =>
        ((IPEndPoint)new IPEndPoint(Address, 0).Create(from)).Address.ToString();

    private void EndLongestIdle()
    {
        UdpSession? longest = null;
        foreach (var session in _sessions.Values)
        {
            if (longest is null || session.LastUsed < longest.LastUsed)
                longest = session;
        }
        _sessions.Remove(longest!.Client);
        longest.Dispose();
    }

    private void Sweep() =>
        EndSessions(session => session.HasEnded || _time.GetElapsedTime(session.LastUsed) >= options.UdpIdle);

    private void EndSessions(Predicate<UdpSession> which)
    {
        lock (_gate)
        {
            foreach (var session in _sessions.Values.Where(session => which(session)).ToList())
            {
                _sessions.Remove(session.Client);
                session.Dispose();
            }
        }
    }
}
