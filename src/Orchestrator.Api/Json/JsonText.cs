using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>Strings out of a document whose UTF-8 has been checked.</summary>
internal static class JsonText
{
    private const int PooledLengthMax = 32;
    private const int PoolSize = 1024;

    // Keys, reasons and phases repeat in every object. A slot keeps the last string that fell on it; a lost race costs
    // one string.
    private static readonly string?[] Pool = new string?[PoolSize];

    public static string GetString(scoped ref Utf8JsonReader reader)
    {
        var span = reader.ValueSpan;
        if (span.IsEmpty)
            return "";
        if (reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(Unescape(ref reader));
        return span.Length <= PooledLengthMax ? Pooled(span) : Encoding.UTF8.GetString(span);
    }

    /// <summary>The bytes of a string or name, escapes resolved.</summary>
    public static ReadOnlySpan<byte> Unescape(scoped ref Utf8JsonReader reader)
    {
        var buffer = new byte[reader.ValueSpan.Length];
        try
        {
            return buffer.AsSpan(0, reader.CopyString(buffer));
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a string holds half of a surrogate pair");
        }
    }

    public static string Ascii(ReadOnlySpan<byte> span) => Encoding.ASCII.GetString(span);

    /// <summary>What stands there, in the words of Go's decoder.</summary>
    public static string Describe(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number " + Ascii(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 64)]),
        JsonTokenType.True or JsonTokenType.False => "bool",
        JsonTokenType.StartArray => "array",
        JsonTokenType.StartObject => "object",
        _ => "null",
    };

    private static string Pooled(ReadOnlySpan<byte> span)
    {
        var hash = (uint)span.Length;
        foreach (var unit in span)
            hash = (hash * 31) + unit;
        ref var slot = ref Pool[(hash ^ (hash >> 15)) % PoolSize];
        if (slot is { } pooled && System.Text.Ascii.Equals(span, pooled))
            return pooled;
        return slot = Encoding.UTF8.GetString(span);
    }
}
