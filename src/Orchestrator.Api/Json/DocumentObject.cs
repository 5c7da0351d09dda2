using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A JSON object, its fields in the order in which they came.</summary>
public sealed class DocumentObject : DocumentValue
{
    public OrderedDictionary<string, DocumentValue> Fields { get; } = new(StringComparer.Ordinal);

    public override string TypeName => "object";

    /// <summary>Fields whose value is null are left out.</summary>
    public static DocumentObject Of(params ReadOnlySpan<(string Name, DocumentValue? Value)> fields)
    {
        var result = new DocumentObject();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                result.Fields.Add(name, value);
        }
        return result;
    }

    /// <summary>A field's value; null where there is none.</summary>
    public DocumentValue? Find(string name) => Fields.GetValueOrDefault(name);

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    public override DocumentValue Clone()
    {
        var copy = new DocumentObject();
        foreach (var (name, value) in Fields)
            copy.Fields.Add(name, value.Clone());
        return copy;
    }

    public override bool DeepEquals(DocumentValue other)
    {
        if (other is not DocumentObject { Fields: var others } || others.Count != Fields.Count)
            return false;
        foreach (var (name, value) in Fields)
        {
            if (!others.TryGetValue(name, out var counterpart) || !value.DeepEquals(counterpart))
                return false;
        }
        return true;
    }
}
