using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A JSON array.</summary>
public sealed class DocumentArray : DocumentValue
{
    public DocumentArray()
    {
    }

    public DocumentArray(IEnumerable<DocumentValue> items) => Items.AddRange(items);

    public List<DocumentValue> Items { get; } = [];

    public override string TypeName => "array";

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }

    public override DocumentValue Clone() => new DocumentArray(Items.Select(item => item.Clone()));

    public override bool DeepEquals(DocumentValue other)
    {
        if (other is not DocumentArray { Items: var others } || others.Count != Items.Count)
            return false;
        for (var i = 0; i < Items.Count; i++)
        {
            if (!Items[i].DeepEquals(others[i]))
                return false;
        }
        return true;
    }
}
