using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Userspace;

/// <summary>The TCP connections under way, bounded over all Services: finds each an endpoint and copies both
/// ways.</summary>
internal sealed class TcpConnections(UserspaceOptions options) : IDisposable
{
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _free = new(options.ConnectionsMax);
    private readonly ConcurrentDictionary<TcpRelay, bool> _open = new();
    private volatile bool _disposed;

    public int Count => options.ConnectionsMax - _free.CurrentCount;

    /// <summary>Waits for room for one more; <see cref="RelayAsync"/> gives it back.</summary>
    public Task EnterAsync() => _free.WaitAsync();

    /// <summary>Carries one accepted connection to its end.</summary>
    public async Task RelayAsync(Socket client, EndpointRotation rotation, bool hasAffinity)
    {
        try
        {
            if (await ConnectAsync(client, rotation, hasAffinity).ConfigureAwait(false) is { } backend)
                await RunAsync(new(client, backend)).ConfigureAwait(false);
            else
                client.Close(0); // A reset: the nearest there is to a refusal once the kernel has accepted.
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The client went away while an endpoint was sought.
            client.Dispose();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits until those under way have ended, closing those that are at rest; no longer than the options
    /// allow.</summary>
    /// <remarks>A kept connection may never rest. At the bound it is closed between two answers: a client that was
    /// about to ask meets an end of stream, and asks again elsewhere,
    /// where it would have lost its request to a reset.</remarks>
    public async Task DrainAsync()
    {
        if (options.DrainMax == TimeSpan.Zero)
            return;
        await CloseAtRestAsync(options.DrainQuiet, options.DrainMax).ConfigureAwait(false);
        await CloseAtRestAsync(TimeSpan.Zero, options.DrainQuiet).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var relay in _open.Keys)
            relay.Abort();
    }

    private async Task CloseAtRestAsync(TimeSpan quiet, TimeSpan max)
    {
        var began = Environment.TickCount64;
        while (Count > 0 && Environment.TickCount64 - began < max.TotalMilliseconds)
        {
            foreach (var relay in _open.Keys)
            {
                if (relay.IsAtRest(quiet))
                    relay.Finish();
            }
            await Task.Delay(DrainLook).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(TcpRelay relay)
    {
        _open.TryAdd(relay, true);
        if (_disposed)
            relay.Abort();
        await relay.RunAsync().ConfigureAwait(false);
        _open.TryRemove(relay, out _);
    }

    /// <summary>The first endpoint that accepts, each tried once; null when none does.</summary>
    private async Task<Socket?> ConnectAsync(Socket client, EndpointRotation rotation, bool hasAffinity)
    {
        client.NoDelay = true;
        var from = hasAffinity ? ((IPEndPoint)client.RemoteEndPoint!).Address.ToString() : "";
        List<ProxyEndpoint>? tried = null;
        while (rotation.Choose(from, tried) is { } endpoint)
        {
            var address = IPAddress.Parse(endpoint.Address);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var limit = new CancellationTokenSource(options.ConnectTimeout);
                await socket.ConnectAsync(new IPEndPoint(address, endpoint.Port), limit.Token).ConfigureAwait(false);
                return socket;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                (tried ??= []).Add(endpoint);
            }
        }
        return null;
    }
}
