using System.Buffers;
using System.Net.Sockets;

namespace Orchestrator.Network.Userspace;

/// <summary>Two sockets and the bytes between them, each direction on its own.</summary>
/// <remarks>
/// An end of stream is passed on after all bytes before it, and the other direction goes on: a client that has sent its
/// request and closed its side still gets the answer. An error on either side resets both, as it would without a relay.
/// </remarks>
internal sealed class TcpRelay(Socket client, Socket backend)
{
    // Idle connections hold little; one whose reads fill its buffer gets the large kind, until it grows quiet.
    private const int SmallBuffer = 4 * 1024;
    private const int LargeBuffer = 128 * 1024;
    private const int QuietReads = 32;

    private int _aborted;
    private long _movedAtMs = Environment.TickCount64;
    private volatile bool _owesAnswer;

    /// <summary>Whether the server has had the last word, or nobody has said anything, and that for so long.</summary>
    /// <remarks>What a program has in hand cannot be seen from outside. A request that is being worked on shows as a
    /// client that spoke last.</remarks>
    public bool IsAtRest(TimeSpan quiet) =>
        !_owesAnswer && Environment.TickCount64 - Volatile.Read(ref _movedAtMs) >= quiet.TotalMilliseconds;

    public async Task RunAsync()
    {
        var up = PumpAsync(client, backend);
        await PumpAsync(backend, client).ConfigureAwait(false);
        await up.ConfigureAwait(false);
        client.Dispose();
        backend.Dispose();
    }

    /// <summary>Takes nothing more from the client, and tells the server so, which then closes in order.</summary>
    public void Finish()
    {
        try
        {
            client.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Resets both sides.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) != 0)
            return;
        client.Close(0);
        backend.Close(0);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
        try
        {
            var quiet = 0;
            int count;
            while ((count = await from.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false)) > 0)
            {
                _owesAnswer = ReferenceEquals(from, client);
                Volatile.Write(ref _movedAtMs, Environment.TickCount64);
                await to.SendAsync(buffer.AsMemory(0, count), SocketFlags.None).ConfigureAwait(false);
                quiet = count <= SmallBuffer ? quiet + 1 : 0;
                if (count == buffer.Length && count < LargeBuffer)
                    Swap(ref buffer, LargeBuffer);
                else if (quiet >= QuietReads && buffer.Length > SmallBuffer)
                    Swap(ref buffer, SmallBuffer);
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Swap(ref byte[] buffer, int size)
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(size);
    }
}
