using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cli.Cluster;

/// <summary>One address for all control planes: each new connection goes to one that is ready, in turn.</summary>
/// <remarks>It passes bytes, not requests: TLS ends at the control plane. Connections to one that is ready no more are
/// cut, so that a client does not wait for a server that sleeps.</remarks>
public sealed class Balancer : IAsyncDisposable
{
    private const int Waiting = 512;
    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener;
    private IReadOnlyList<Backend> _backends = [];
    private readonly CancellationTokenSource _end = new();
    private Task _accepting = Task.CompletedTask;
    private int _next;

    private Balancer(TcpListener listener) => _listener = listener;

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Takes the address; who comes waits until there is somebody to go to.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public static Balancer Bind(IPEndPoint listen)
    {
        var listener = new TcpListener(listen);
        listener.Start(Waiting);
        return new Balancer(listener);
    }

    /// <summary>Begins to pass connections on; once.</summary>
    public void Serve(IReadOnlyList<Backend> backends)
    {
        _backends = backends;
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went before it was taken; or no descriptors are left, which passes.
                await Task.Delay(10);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var _ = client;
        client.NoDelay = true;
        if (await ConnectAsync() is not var (server, ended))
            return;
        using var __ = server;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, ended);
        await Task.WhenAll(PassAsync(client, server, stop), PassAsync(server, client, stop));
    }

    /// <summary>One direction, until its end; when it breaks off, so does the other.</summary>
    private static async Task PassAsync(Socket from, Socket to, CancellationTokenSource stop)
    {
        try
        {
            await CopyAsync(from, to, stop.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>A connection to the next that is ready; to any, when none is known to be.</summary>
    private async Task<(Socket Server, CancellationToken Ended)?> ConnectAsync()
    {
        var first = Interlocked.Increment(ref _next) & int.MaxValue;
        var turns = Enumerable.Range(first, _backends.Count).Select(i => _backends[i % _backends.Count]).ToList();
        foreach (var backend in turns.OrderByDescending(b => b.IsReady))
        {
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            limit.CancelAfter(ConnectMax);
            try
            {
                await server.ConnectAsync(backend.Address, limit.Token);
                return (server, backend.Ended);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                server.Dispose();
            }
        }
        return null;
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, cancellation);
            if (count == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }
            for (var sent = 0; sent < count;)
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellation);
        }
    }
}
