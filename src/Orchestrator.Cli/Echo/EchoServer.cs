using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Cli.Echo;

/// <summary>A small HTTP/1.1 server that says which Pod answered: what the demo runs as its replicas.</summary>
/// <remarks>
/// Reads one request at a time from each connection and keeps it open, as clients expect. On <see cref="Stop"/> it
/// stops listening and answers what still comes with <c>Connection: close</c>. An idle connection is not closed at
/// once, as its client may be sending at that very moment: it has the linger time for one more request.
/// </remarks>
/// <param name="linger">How long an idle connection is kept after the stop; 3 s unless said otherwise.</param>
public sealed class EchoServer(EchoIdentity identity, TimeSpan? linger = null)
{
    private static readonly TimeSpan LingerDefault = TimeSpan.FromSeconds(3);
    private const int HeaderBytesMax = 16 * 1024;
    private const int ConnectionsMax = 1024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _lingered = new();
    private readonly SemaphoreSlim _slots = new(ConnectionsMax);
    private TcpListener? _listener;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be bound.</exception>
    public IPEndPoint Start(IPAddress address, int port)
    {
        _listener = new TcpListener(address, port);
        _listener.Start();
        return (IPEndPoint)_listener.LocalEndpoint;
    }

    /// <summary>Accepts until stopped, then waits until what was begun has been answered.</summary>
    public async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _slots.WaitAsync();
            try
            {
                var client = await _listener!.AcceptSocketAsync(_stopping.Token);
                _ = ServeAsync(client);
            }
            catch (OperationCanceledException)
            {
                _slots.Release();
            }
        }
        _listener!.Stop();
        for (var i = 0; i < ConnectionsMax; i++)
            await _slots.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public void Stop()
    {
        _stopping.Cancel();
        _lingered.CancelAfter(linger ?? LingerDefault);
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            var buffer = new byte[HeaderBytesMax];
            var held = 0;
            while (true)
            {
                var head = await ReadHeadAsync(client, buffer, held);
                if (head is not { } request)
                    break;
                var close = request.Close || _stopping.IsCancellationRequested;
                await client.SendAsync(Answer(request.HeadOnly, close));
                if (close)
                    break;
                held = request.Held;
            }
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // The client went away, or stayed idle after we stopped: there is nobody left to tell.
        }
        finally
        {
            client.Dispose();
            _slots.Release();
        }
    }

    private async Task<RequestHead?> ReadHeadAsync(Socket client, byte[] buffer, int held)
    {
        while (true)
        {
            var end = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.ASCII.GetString(buffer, 0, end);
                var rest = held - (end + 4);
                buffer.AsSpan(end + 4, rest).CopyTo(buffer);
                return RequestHead.Parse(head, rest);
            }
            if (held == buffer.Length)
                return null;
            // Only a connection that has sent nothing yet is idle: one in the middle of a request is read to its end.
            var read = await client.ReceiveAsync(buffer.AsMemory(held), held == 0 ? _lingered.Token : default);
            if (read == 0)
                return null;
            held += read;
        }
    }

    private byte[] Answer(bool headOnly, bool close)
    {
        var body = identity.ToString();
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return Encoding.UTF8.GetBytes($"{head}{(close ? "Connection: close\r\n" : "")}\r\n{(headOnly ? "" : body)}");
    }
}
