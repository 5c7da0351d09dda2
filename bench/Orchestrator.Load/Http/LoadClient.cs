using System.Text;

namespace Orchestrator.Load.Http;

/// <summary>One client that sends one request at a time and reads each answer to its end, keeping nothing of
/// it.</summary>
public sealed class LoadClient(Connection connection)
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    private const int RefusalBytesMax = 400;

    private readonly byte[] _buffer = new byte[64 * 1024];

    public ValueTask<Answer> PostAsync(string path, byte[] body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body, Json, cancellation);

    public ValueTask<Answer> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, null, Json, cancellation);

    public ValueTask<Answer> DeleteAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, path, null, Json, cancellation);

    public ValueTask<Answer> PatchAsync(string path, byte[] body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, path, body, MergePatch, cancellation);

    /// <summary>The whole body, for the few answers that are looked into.</summary>
    /// <exception cref="HttpRequestException">The server refused.</exception>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        using var response = await connection.SendAsync(HttpMethod.Get, path, null, Json, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    private async ValueTask<Answer> SendAsync(
        HttpMethod method, string path, byte[]? body, string mediaType, CancellationToken cancellation)
    {
        using var response = await connection.SendAsync(method, path, body, mediaType, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var code = (int)response.StatusCode;
        long bytes = 0;
        string? refusal = null;
        while (await stream.ReadAsync(_buffer, cancellation) is > 0 and var read)
        {
            if (code >= 300 && refusal is null)
                refusal = Encoding.UTF8.GetString(_buffer, 0, Math.Min(read, RefusalBytesMax));
            bytes += read;
        }
        return new Answer(code, bytes, refusal);
    }
}
