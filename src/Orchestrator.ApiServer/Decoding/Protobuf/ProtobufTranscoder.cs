using System.Buffers;
using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Decoding.Protobuf;

/// <summary>Rewrites Kubernetes' protobuf form of an object as its JSON, by the type's schema; from there it is read
/// as any other.</summary>
/// <remarks>
/// Clients written in Go send it (<c>kubectl create namespace</c> does). The form writes every plain field, set or
/// not, and pointers only
/// when set: so an empty string or list says nothing, an empty message is an object, a zero in an optional number is
/// a zero.
/// </remarks>
internal static class ProtobufTranscoder
{
    private const int DepthMax = 64;
    private const int KeyNumber = 1;
    private const int ValueNumber = 2;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    // What comes before the envelope of every body.
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="FormatException">Not Kubernetes' protobuf form.</exception>
    public static byte[] ToJson(ReadOnlyMemory<byte> body, TypeSchema schema)
    {
        if (!body.Span.StartsWith(Magic))
            throw new FormatException("the body does not begin as Kubernetes' protobuf does");
        var envelope = ProtobufMessage.Parse(body[Magic.Length..]);
        var buffer = new ArrayBufferWriter<byte>(Math.Max(body.Length * 2, 256));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        if (envelope.Last(1) is { } typeMeta)
            WriteTypeMeta(writer, ProtobufMessage.Parse(typeMeta.Bytes));
        WriteFields(writer, ProtobufMessage.Parse(envelope.Last(2)?.Bytes ?? default), schema, 0);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTypeMeta(Utf8JsonWriter writer, ProtobufMessage typeMeta)
    {
        if (typeMeta.Last(2) is { Bytes.Length: > 0 } kind)
            writer.WriteString("kind"u8, Text(kind.Bytes));
        if (typeMeta.Last(1) is { Bytes.Length: > 0 } apiVersion)
            writer.WriteString("apiVersion"u8, Text(apiVersion.Bytes));
    }

    private static void WriteFields(Utf8JsonWriter writer, ProtobufMessage message, TypeSchema schema, int depth)
    {
        if (depth > DepthMax)
            throw new FormatException("the message is nested too deeply");
        foreach (var field in schema.Fields)
        {
            var place = message;
            if (field.Inline > 0)
            {
                if (message.Last(field.Inline) is not { } embedded)
                    continue;
                place = ProtobufMessage.Parse(embedded.Bytes);
            }
            if (field.Number > 0)
                WriteField(writer, place, field, depth);
        }
    }

    private static void WriteField(Utf8JsonWriter writer, ProtobufMessage message, FieldSchema field, int depth)
    {
        if (message.Last(field.Number) is not { } last)
            return;
        switch (field.Shape)
        {
            case SchemaShape.List:
                writer.WriteStartArray(field.Name);
                foreach (var item in message.All(field.Number))
                    WriteValue(writer, item, field, depth);
                writer.WriteEndArray();
                break;
            case SchemaShape.Map:
                writer.WriteStartObject(field.Name);
                foreach (var entry in message.All(field.Number))
                    WriteEntry(writer, ProtobufMessage.Parse(entry.Bytes), field, depth);
                writer.WriteEndObject();
                break;
            default:
                if (SaysNothing(last, field))
                    return;
                writer.WritePropertyName(field.Name);
                WriteValue(writer, last, field, depth);
                break;
        }
    }

    private static void WriteEntry(Utf8JsonWriter writer, ProtobufMessage entry, FieldSchema field, int depth)
    {
        writer.WritePropertyName(Text(entry.Last(KeyNumber)?.Bytes ?? default));
        WriteValue(writer, entry.Last(ValueNumber) ?? default, field, depth);
    }

    private static bool SaysNothing(ProtobufField value, FieldSchema field) => field.Kind switch
    {
        SchemaKind.Boolean or SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double =>
            value.Scalar == 0 && !field.Optional,
        SchemaKind.String or SchemaKind.Bytes or SchemaKind.RawJson => value.Bytes.IsEmpty,
        SchemaKind.Time or SchemaKind.MicroTime => value.Bytes.IsEmpty,
        _ => false,
    };

    private static void WriteValue(Utf8JsonWriter writer, ProtobufField value, FieldSchema field, int depth)
    {
        switch (field.Kind)
        {
            case SchemaKind.Boolean:
                writer.WriteBooleanValue(value.Scalar != 0);
                break;
            case SchemaKind.Int32 or SchemaKind.Int64:
                writer.WriteNumberValue((long)value.Scalar);
                break;
            case SchemaKind.Double:
                writer.WriteNumberValue(BitConverter.UInt64BitsToDouble(value.Scalar));
                break;
            case SchemaKind.Bytes:
                writer.WriteBase64StringValue(value.Bytes.Span);
                break;
            case SchemaKind.Object:
                writer.WriteStartObject();
                WriteFields(writer, ProtobufMessage.Parse(value.Bytes), field.Type!, depth + 1);
                writer.WriteEndObject();
                break;
            case SchemaKind.String:
                writer.WriteStringValue(Text(value.Bytes));
                break;
            default:
                WriteWrapped(writer, ProtobufMessage.Parse(value.Bytes), field.Kind);
                break;
        }
    }

    /// <summary>Values that are a message of their own on the wire and a scalar in JSON.</summary>
    private static void WriteWrapped(Utf8JsonWriter writer, ProtobufMessage message, SchemaKind kind)
    {
        switch (kind)
        {
            case SchemaKind.Time:
                writer.WriteStringValue(new Time(Moment(message)).ToString());
                break;
            case SchemaKind.MicroTime:
                writer.WriteStringValue(new MicroTime(Moment(message)).ToString());
                break;
            case SchemaKind.Quantity:
                writer.WriteStringValue(Text(message.Last(1)?.Bytes ?? default));
                break;
            case SchemaKind.IntOrString when message.Last(1) is { Scalar: 1 }:
                writer.WriteStringValue(Text(message.Last(3)?.Bytes ?? default));
                break;
            case SchemaKind.IntOrString:
                writer.WriteNumberValue((int)(message.Last(2)?.Scalar ?? 0));
                break;
            case SchemaKind.StringList:
                writer.WriteStartArray();
                foreach (var item in message.All(1))
                    writer.WriteStringValue(Text(item.Bytes));
                writer.WriteEndArray();
                break;
            case SchemaKind.RawJson:
                WriteRaw(writer, message.Last(1)?.Bytes ?? default);
                break;
            default:
                throw new FormatException($"no protobuf form of {kind}");
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }
        try
        {
            writer.WriteRawValue(json.Span);
        }
        catch (JsonException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    private static DateTimeOffset Moment(ProtobufMessage message)
    {
        var seconds = (long)(message.Last(1)?.Scalar ?? 0);
        var nanos = (long)(message.Last(2)?.Scalar ?? 0);
        if (seconds is < -62_135_596_800 or > 253_402_300_799 || nanos is < 0 or > 999_999_999)
            throw new FormatException("a time lies outside the years 1 to 9999");
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
    }

    private static string Text(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("a string is not UTF-8");
        }
    }
}
