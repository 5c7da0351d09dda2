using System.Text.Json;
using System.Text.Unicode;

namespace Orchestrator.Api.Json;

/// <summary>Any JSON document as a tree that can be changed: what patches work on.</summary>
/// <remarks>Fields keep their order and numbers their digits, so that what a patch does not touch comes out as it went
/// in.</remarks>
public abstract class DocumentValue
{
    public bool IsNull => this is DocumentScalar { Kind: JsonTokenType.Null };

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>bool</c> or <c>null</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>Reads a whole document. Of repeated fields the last counts; they are reported to
    /// <paramref name="strict"/>.</summary>
    /// <exception cref="JsonDecodeException">Not JSON, not UTF-8, or nested too deeply.</exception>
    public static DocumentValue Parse(ReadOnlySpan<byte> utf8, StrictErrors? strict = null)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonDecodeException("the document is not valid UTF-8");
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth });
            if (!reader.Read())
                throw new JsonException("unexpected end of JSON input");
            var value = Read(ref reader, strict);
            if (reader.Read())
                throw new JsonException("unexpected data after the document");
            strict?.Resolve(utf8);
            return value;
        }
        catch (JsonException error)
        {
            throw JsonDecodeException.NotJson(error);
        }
        catch (FormatException error) when (error is not JsonDecodeException)
        {
            throw new JsonDecodeException(error.Message, error);
        }
    }

    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>A copy that shares nothing that can change.</summary>
    public abstract DocumentValue Clone();

    /// <summary>Equal as JSON: the order of fields does not matter, and 1.0 equals 1.</summary>
    public abstract bool DeepEquals(DocumentValue other);

    public byte[] ToUtf8()
    {
        var output = JsonOutput.Rent();
        WriteTo(output.Writer);
        return output.TakeAndReturn();
    }

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToUtf8());

    private static DocumentValue Read(ref Utf8JsonReader reader, StrictErrors? strict)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new DocumentObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = JsonText.GetString(ref reader);
                    if (fields.Fields.ContainsKey(name))
                        strict?.AddDuplicate(reader.TokenStartIndex);
                    reader.Read();
                    fields.Fields[name] = Read(ref reader, strict);
                }
                return fields;
            case JsonTokenType.StartArray:
                var items = new DocumentArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Items.Add(Read(ref reader, strict));
                return items;
            case JsonTokenType.String:
                return new DocumentScalar(JsonTokenType.String, JsonText.GetString(ref reader));
            case JsonTokenType.Number:
                return new DocumentScalar(JsonTokenType.Number, JsonText.Ascii(reader.ValueSpan));
            default:
                return new DocumentScalar(reader.TokenType, "");
        }
    }
}
