using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Client.Tests.Http;

/// <summary>A way to the server that can be cut, closed and stalled; bytes go through in pieces.</summary>
public sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly int _pieceBytes;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flowing = Done();
    private TaskCompletionSource _connected = New();
    private bool _refuses;

    public FaultyNetwork(IPEndPoint server, int pieceBytes = 16 * 1024)
    {
        _server = server;
        _pieceBytes = pieceBytes;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public int Accepted { get; private set; }

    /// <summary>Ends with the next connection that is made after this call.</summary>
    public Task NextConnection()
    {
        lock (_gate)
            return _connected.Task;
    }

    /// <summary>Breaks every connection; with <paramref name="refuse"/> new ones are broken too.</summary>
    public void Cut(bool refuse = false)
    {
        lock (_gate)
        {
            _refuses = refuse;
            foreach (var socket in _open)
                Break(socket);
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _refuses = false;
    }

    /// <summary>Connections stay, and bring nothing any more.</summary>
    public void Stall() => _flowing = New();

    public async ValueTask DisposeAsync()
    {
        Cut(refuse: true);
        _flowing.TrySetResult();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync();
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(_server);
            lock (_gate)
            {
                if (_refuses)
                {
                    Break(client);
                    Break(server);
                    continue;
                }
                _open.Add(client);
                _open.Add(server);
                Accepted++;
                _connected.SetResult();
                _connected = New();
            }
            _ = CarryAsync(client, server);
            _ = CarryAsync(server, client);
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var buffer = new byte[_pieceBytes];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                await _flowing.Task;
                await to.SendAsync(buffer.AsMemory(0, read));
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            Break(to);
        }
    }

    // A reset, as a machine that went away gives it: nothing that was on its way arrives.
    private static void Break(Socket socket)
    {
        if (socket.SafeHandle.IsClosed)
            return;
        socket.Close(timeout: 0);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Done()
    {
        var done = New();
        done.SetResult();
        return done;
    }
}
