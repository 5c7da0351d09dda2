using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Values;

/// <summary>A piece of JSON kept as it came, compact UTF-8; equal by bytes.</summary>
public readonly struct RawJson(byte[] utf8) : IEquatable<RawJson>
{
    private readonly byte[]? _utf8 = utf8;

    public ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>Checks the text and takes the white space out of it.</summary>
    /// <exception cref="JsonDecodeException">Not JSON.</exception>
    public static RawJson Parse(ReadOnlySpan<byte> utf8)
    {
        var input = new JsonInput(utf8, strict: null);
        try
        {
            input.Start();
            var value = input.ReadRawJson();
            input.End();
            return value;
        }
        catch (JsonException error)
        {
            throw JsonDecodeException.NotJson(error);
        }
    }

    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    public override int GetHashCode() => Utf8.Length;

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    /// <summary>Copies the value the reader stands on, and leaves the reader on its last token.</summary>
    internal static RawJson Copy(ref Utf8JsonReader reader)
    {
        var output = JsonOutput.Rent();
        var depth = reader.CurrentDepth;
        do
        {
            CopyToken(output.Writer, ref reader);
        }
        while (Continues(reader.TokenType, reader.CurrentDepth, depth) && reader.Read());
        return new(output.TakeAndReturn());
    }

    private static bool Continues(JsonTokenType token, int depth, int outermost) =>
        depth > outermost || token is JsonTokenType.StartObject or JsonTokenType.StartArray;

    private static void CopyToken(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(JsonText.GetString(ref reader));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(JsonText.GetString(ref reader));
                break;
            default: // numbers keep their digits, whatever their size
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
