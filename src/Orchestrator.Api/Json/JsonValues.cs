using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>How values with a wire form of their own are written.</summary>
internal static class JsonValues
{
    public static void WriteValue(this Utf8JsonWriter writer, Time value)
    {
        Span<char> text = stackalloc char[Time.FormattedLengthMax];
        value.TryFormat(text, out var length);
        writer.WriteStringValue(text[..length]);
    }

    public static void WriteValue(this Utf8JsonWriter writer, MicroTime value)
    {
        Span<char> text = stackalloc char[MicroTime.FormattedLengthMax];
        value.TryFormat(text, out var length);
        writer.WriteStringValue(text[..length]);
    }

    public static void WriteValue(this Utf8JsonWriter writer, Quantity value) =>
        writer.WriteStringValue(value.ToString());

    public static void WriteValue(this Utf8JsonWriter writer, IntOrString value)
    {
        if (value.StringValue is { } text)
            writer.WriteStringValue(text);
        else
            writer.WriteNumberValue(value.IntValue);
    }

    public static void WriteValue(this Utf8JsonWriter writer, Bytes value) => writer.WriteBase64StringValue(value.Span);

    public static void WriteValue(this Utf8JsonWriter writer, ValueList<string> value)
    {
        writer.WriteStartArray();
        foreach (var text in value)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void WriteValue(this Utf8JsonWriter writer, RawJson value)
    {
        if (value.Utf8.IsEmpty)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
