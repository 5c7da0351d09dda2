using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>By what the items of a merging list are told apart: their merge key's value, or themselves where they are
/// plain.</summary>
/// <param name="mergeKey">Null for lists of plain values.</param>
internal sealed class ListKeys(string? mergeKey)
{
    /// <summary>Text and number keep apart: <c>"1"</c> is not <c>1</c>.</summary>
    public static string OfScalar(DocumentValue value) =>
        value is DocumentScalar scalar ? $"{(byte)scalar.Kind} {scalar.Text}" : value.ToString();

    /// <summary>Throws where an item has no merge key.</summary>
    public string Of(DocumentValue item)
    {
        if (mergeKey is null)
            return OfScalar(item);
        if (item is not DocumentObject fields)
            throw Directives.WrongType("map", item);
        return fields.Find(mergeKey) is { } value ? OfScalar(value) : throw Directives.NoMergeKey(item, mergeKey);
    }

    /// <summary>The first place of each key.</summary>
    public Dictionary<string, int> Index(List<DocumentValue> items)
    {
        var index = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
            index.TryAdd(Of(items[i]), i);
        return index;
    }
}
