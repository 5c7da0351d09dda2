using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A document that cannot be read as the type asked for. The message is fit for the client: it is a bad
/// request.</summary>
public sealed class JsonDecodeException(string message, Exception? inner = null) : FormatException(message, inner)
{
    internal static JsonDecodeException NotJson(JsonException error)
    {
        // The parser's own words, without the position it appends in several forms.
        var message = error.Message;
        var tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var words = tail < 0 ? message : message[..tail];
        var place = error.LineNumber is { } line ? $" (line {line + 1}, byte {error.BytePositionInLine + 1})" : "";
        return new($"invalid JSON: {words.TrimEnd('.')}{place}", error);
    }

    internal static JsonDecodeException BadValue(FormatException error, JsonPath path) =>
        new(path.IsRoot ? error.Message : $"{error.Message} (at {path})", error);

    internal static JsonDecodeException WrongType(JsonMismatchException mismatch, JsonPath path, TypeSchema root)
    {
        var (type, wanted) = path.Locate(root);
        // Only a number of the wrong size or form is quoted; one in the wrong place is just a number.
        var found = mismatch.Found.StartsWith("number", StringComparison.Ordinal) && wanted is not ("int32" or "int64")
            ? "number"
            : mismatch.Found;
        var place = path.FieldNames.Length == 0
            ? $"Go value of type {wanted}"
            : $"Go struct field {type}.{path.FieldNames} of type {wanted}";
        return new($"json: cannot unmarshal {found} into {place}", mismatch);
    }
}
