using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A JSON string, number, bool or null. Immutable.</summary>
/// <param name="kind">String, Number, True, False or Null.</param>
/// <param name="text">The string, or the number's digits; empty for the others.</param>
public sealed class DocumentScalar(JsonTokenType kind, string text) : DocumentValue
{
    public JsonTokenType Kind { get; } = kind;

    public string Text { get; } = text;

    public override string TypeName => Kind switch
    {
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.Null => "null",
        _ => "bool",
    };

    public static DocumentScalar Of(string text) => new(JsonTokenType.String, text);

    public static DocumentScalar Of(bool value) => new(value ? JsonTokenType.True : JsonTokenType.False, "");

    public override void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonTokenType.String:
                writer.WriteStringValue(Text);
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(Text, skipInputValidation: true);
                break;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteBooleanValue(Kind == JsonTokenType.True);
                break;
        }
    }

    public override DocumentValue Clone() => this;

    public override bool DeepEquals(DocumentValue other) => other is DocumentScalar scalar
        && scalar.Kind == Kind
        && (scalar.Text == Text || (Kind == JsonTokenType.Number && SameNumber(scalar.Text, Text)));

    private static bool SameNumber(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
        && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
        && a == b;
}
