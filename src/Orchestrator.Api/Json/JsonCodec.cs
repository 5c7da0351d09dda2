using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Orchestrator.Api.Json;

/// <summary>Objects to canonical UTF-8 JSON and back.</summary>
/// <remarks>No reflection: what it calls is generated per type. Errors cost a second pass over the document, success
/// nothing.</remarks>
public static class JsonCodec
{
    /// <summary>Objects and arrays within each other; deeper input is refused.</summary>
    public const int MaxDepth = 256;

    /// <summary>Reads one object. Unknown and duplicate fields are dropped, and reported to <paramref name="strict"/>
    /// where given.</summary>
    /// <exception cref="JsonDecodeException">Not JSON, or a value of the wrong type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, StrictErrors? strict = null)
        where T : IApiType<T>
    {
        ThrowIfNotUtf8(utf8);
        var input = new JsonInput(utf8, strict);
        T value;
        try
        {
            input.Start();
            value = T.ReadJson(ref input);
            input.End();
        }
        catch (JsonException error)
        {
            throw JsonDecodeException.NotJson(error);
        }
        catch (JsonMismatchException mismatch)
        {
            throw JsonDecodeException.WrongType(mismatch, JsonPath.At(utf8, mismatch.Offset), T.Schema);
        }
        catch (FormatException error) when (error is not JsonDecodeException)
        {
            throw JsonDecodeException.BadValue(error, JsonPath.At(utf8, input.Offset));
        }
        strict?.Resolve(utf8);
        return value;
    }

    /// <summary>The canonical bytes: fields in Kubernetes' order, maps sorted, no white space.</summary>
    public static byte[] Write<T>(T value)
        where T : IApiType<T>
    {
        var output = JsonOutput.Rent();
        value.WriteJson(output.Writer);
        return output.TakeAndReturn();
    }

    /// <inheritdoc cref="Write{T}(T)"/>
    public static byte[] Write(KubeObject value)
    {
        var output = JsonOutput.Rent();
        value.WriteJson(output.Writer);
        return output.TakeAndReturn();
    }

    /// <summary>Appends the canonical bytes to a buffer.</summary>
    public static void WriteTo(IBufferWriter<byte> buffer, KubeObject value)
    {
        var output = JsonOutput.Rent();
        value.WriteJson(output.Writer);
        buffer.Write(output.Written);
        output.Return();
    }

    /// <summary>The <c>apiVersion</c> and <c>kind</c> of a document, empty where it has none. Reads no further than it
    /// must.</summary>
    /// <exception cref="JsonDecodeException">No JSON object, or one of the two is not a string.</exception>
    public static TypeMeta ReadTypeMeta(ReadOnlySpan<byte> utf8)
    {
        ThrowIfNotUtf8(utf8);
        try
        {
            return TypeMeta.Read(utf8);
        }
        catch (JsonException error)
        {
            throw JsonDecodeException.NotJson(error);
        }
        catch (JsonMismatchException mismatch)
        {
            throw JsonDecodeException.WrongType(mismatch, JsonPath.At(utf8, mismatch.Offset), TypeMeta.Schema);
        }
    }

    private static void ThrowIfNotUtf8(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonDecodeException("the document is not valid UTF-8");
    }
}
