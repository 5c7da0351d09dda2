namespace Orchestrator.Load.Http;

/// <summary>One event as it came, without the newline that ends it.</summary>
public delegate void FrameHandler(ReadOnlySpan<byte> frame);

/// <summary>An open watch: hands over each line of the answer.</summary>
public sealed class WatchStream(Connection connection, string path) : IDisposable
{
    private HttpResponseMessage? _response;

    /// <summary>Completes when the server has accepted the watch.</summary>
    /// <exception cref="HttpRequestException">The server refused.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        _response = await connection.SendAsync(HttpMethod.Get, path, null, LoadClient.Json, cancellation);
        _response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads until the server ends the watch or <paramref name="cancellation"/> does.</summary>
    public async Task ReadAsync(FrameHandler handler, CancellationToken cancellation)
    {
        await using var stream = await _response!.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[32 * 1024];
        var held = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(held), cancellation) is > 0 and var read)
            {
                held = Split(buffer, held + read, handler);
                if (held == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The scenario has seen what it waited for.
        }
    }

    public void Dispose() => _response?.Dispose();

    // Returns how many bytes of an unfinished line now stand at the start of the buffer.
    private static int Split(byte[] buffer, int length, FrameHandler handler)
    {
        var rest = buffer.AsSpan(0, length);
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            handler(rest[..end]);
            rest = rest[(end + 1)..];
        }
        rest.CopyTo(buffer);
        return rest.Length;
    }
}
