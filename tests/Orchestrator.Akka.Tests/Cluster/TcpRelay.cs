using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>A wire of its own before a member's port: what goes over it can be held up, and comes later, as over a
/// network that was cut for a while. Connections stay.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _running = [];
    private CancellationTokenSource _connections = new();
    private TaskCompletionSource _open = Opened();

    public TcpRelay()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running.Add(AcceptAsync());
    }

    /// <summary>Where others reach the member.</summary>
    public int Port { get; }

    /// <summary>Where the member listens.</summary>
    public int Target { get; } = FreePort();

    /// <summary>For the member behind it, beside <see cref="Target"/> as its port.</summary>
    public string Hocon =>
        $$"""akka.remote.dot-netty.tcp { public-hostname = "127.0.0.1", public-port = {{Port}} }""";

    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _open.TrySetResult();

    /// <summary>Closes every connection, without a word of either end on it; new ones can be made.</summary>
    public void Drop()
    {
        var dropped = Interlocked.Exchange(ref _connections, new CancellationTokenSource());
        dropped.Cancel();
        dropped.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _over.Cancel();
        _listener.Stop();
        Task[] running;
        lock (_gate)
            running = [.. _running];
        await Task.WhenAll(running);
        _over.Dispose();
        _connections.Dispose();
    }

    /// <summary>A port that nobody has at the moment.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var accepted = await _listener.AcceptSocketAsync(_over.Token);
                lock (_gate)
                    _running.Add(ServeAsync(accepted));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay was disposed.
        }
    }

    private async Task ServeAsync(Socket accepted)
    {
        using var caller = accepted;
        using var member = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, _connections.Token);
        try
        {
            await member.ConnectAsync(IPAddress.Loopback, Target, end.Token);
            await Task.WhenAll(PumpAsync(caller, member, end.Token), PumpAsync(member, caller, end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end is gone: the other hears of it when both sockets are closed here.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken end)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await from.ReceiveAsync(buffer, end);
            await _open.Task.WaitAsync(end);
            if (count == 0)
            {
                to.Shutdown(SocketShutdown.Both);
                return;
            }
            await to.SendAsync(buffer.AsMemory(0, count), end);
        }
    }
}
