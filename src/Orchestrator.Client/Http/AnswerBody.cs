using System.Buffers;

namespace Orchestrator.Client.Http;

/// <summary>Makes a value of a document's bytes, which are only lent.</summary>
internal delegate T ReadUtf8<out T>(ReadOnlySpan<byte> utf8);

/// <summary>Reads an answer's body as a whole, into a rented buffer.</summary>
internal static class AnswerBody
{
    private const int BytesMin = 4096;

    /// <exception cref="InvalidDataException">It is larger than allowed.</exception>
    public static async ValueTask<T> ReadAsync<T>(
        HttpResponseMessage response, int bytesMax, ReadUtf8<T> read, CancellationToken cancellation)
    {
        var announced = response.Content.Headers.ContentLength ?? 0;
        if (announced > bytesMax)
            throw TooLarge(bytesMax);
        using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        // One more than announced, so that the end is seen without another buffer.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max((int)announced + 1, BytesMin));
        var count = 0;
        try
        {
            while (true)
            {
                var got = await stream.ReadAsync(buffer.AsMemory(count), cancellation).ConfigureAwait(false);
                if (got == 0)
                    return read(buffer.AsSpan(0, count));
                count += got;
                if (count > bytesMax)
                    throw TooLarge(bytesMax);
                if (count == buffer.Length)
                    buffer = Grown(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static InvalidDataException TooLarge(int bytesMax) =>
        new($"the answer is larger than {bytesMax} bytes");
}
