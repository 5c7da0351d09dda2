using System.Globalization;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>RFC 6901: <c>/spec/containers/0/name</c>; <c>~1</c> stands for a slash and <c>~0</c> for a tilde.</summary>
internal sealed class JsonPointer
{
    private readonly string[] _parts;

    private JsonPointer(string[] parts) => _parts = parts;

    public static JsonPointer Root { get; } = new([]);

    public bool IsRoot => _parts.Length == 0;

    public string Last => _parts[^1];

    public JsonPointer Parent => new(_parts[..^1]);

    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0)
            return Root;
        if (text[0] != '/')
            return null;
        return new([.. text[1..].Split('/').Select(part => part.Replace("~1", "/").Replace("~0", "~"))]);
    }

    /// <summary>An array index: digits without a leading zero.</summary>
    public static bool TryIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && (text.Length == 1 || text[0] != '0');

    /// <summary>Lies inside what the other names, and is not the same.</summary>
    public bool IsBelow(JsonPointer other) =>
        _parts.Length > other._parts.Length && _parts.AsSpan(0, other._parts.Length).SequenceEqual(other._parts);

    /// <summary>The value named; null where there is none.</summary>
    public DocumentValue? TryResolve(DocumentValue root)
    {
        DocumentValue? at = root;
        foreach (var part in _parts)
        {
            at = at switch
            {
                DocumentObject fields => fields.Find(part),
                DocumentArray { Items: var items } when TryIndex(part, out var index) && index < items.Count =>
                    items[index],
                _ => null,
            };
            if (at is null)
                return null;
        }
        return at;
    }

    public override string ToString() =>
        string.Concat(_parts.Select(part => "/" + part.Replace("~", "~0").Replace("/", "~1")));
}
