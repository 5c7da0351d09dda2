using System.Net.Sockets;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A way to the server, by a socket in a directory of its own, that stops in the middle of what a client
/// sends: to the server it looks as if the client's process were stopped, or the network gone.</summary>
internal sealed class FreezingRelay : IAsyncDisposable
{
    private const string Name = ".s.PGSQL.5432";
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orchestrator-relay-");
    private readonly CancellationTokenSource _over = new();
    private readonly List<Socket> _sockets = [];
    private readonly Lock _gate = new();
    private readonly string _server;
    private readonly Task _loop;
    private TaskCompletionSource _frozen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left = long.MaxValue;
    private long _sent;

    public FreezingRelay(string serverDirectory)
    {
        _server = serverDirectory;
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_directory.FullName, Name)));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public string SocketDirectory => _directory.FullName;

    /// <summary>Bytes that came from clients.</summary>
    public long Sent
    {
        get
        {
            lock (_gate)
                return _sent;
        }
    }

    /// <summary>So many bytes of what clients send still reach the server; then nothing goes either way.</summary>
    /// <returns>Ends when that is so.</returns>
    public Task FreezeAfter(long bytes)
    {
        lock (_gate)
        {
            _left = bytes;
            _frozen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (bytes == 0)
                _frozen.SetResult();
            return _frozen.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_over.IsCancellationRequested)
            return;
        await _over.CancelAsync();
        _listener.Dispose();
        lock (_gate)
            _sockets.ForEach(socket => socket.Dispose());
        await _loop;
        _over.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_over.Token);
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (_gate)
                    _sockets.AddRange([client, server]);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_server, Name)));
                pumps.Add(PumpAsync(client, server, isRequest: true));
                pumps.Add(PumpAsync(server, client, isRequest: false));
            }
        }
        catch (Exception error) when (_over.IsCancellationRequested
            && error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isRequest)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _over.Token) is > 0 and var count)
            {
                var allowed = Allowed(count, isRequest);
                if (allowed > 0)
                    await to.SendAsync(buffer.AsMemory(0, allowed), _over.Token);
                if (isRequest)
                    Forwarded(allowed);
                if (allowed < count)
                    await Task.Delay(Timeout.Infinite, _over.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end has gone: the other's is closed below.
        }
        from.Dispose();
        to.Dispose();
    }

    private int Allowed(int count, bool isRequest)
    {
        lock (_gate)
        {
            if (isRequest)
                _sent += count;
            return isRequest || _left == 0 ? (int)Math.Min(count, _left) : count;
        }
    }

    private void Forwarded(int count)
    {
        lock (_gate)
        {
            if (_left == long.MaxValue)
                return;
            _left -= count;
            if (_left == 0)
                _frozen.TrySetResult();
        }
    }
}
