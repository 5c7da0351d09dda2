using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>One operation of a JSON patch.</summary>
/// <param name="Name"><c>add</c>, <c>remove</c>, <c>replace</c>, <c>move</c>, <c>copy</c> or <c>test</c>.</param>
/// <param name="From">The source of move and copy; the root for others.</param>
/// <param name="Value">What to add or compare; null where the operation takes none.</param>
internal sealed record JsonPatchOperation(string Name, JsonPointer Path, JsonPointer From, DocumentValue Value)
{
    private static readonly DocumentScalar Null = new(JsonTokenType.Null, "");

    public static JsonPatchOperation Parse(DocumentValue document)
    {
        if (document is not DocumentObject fields)
            throw Bad($"json: cannot unmarshal {document.TypeName} into Go value of type jsonpatch.Operation");
        var name = Text(fields, "op") ?? throw Bad("operation, missing op field");
        var path = Pointer(fields, "path") ?? throw Bad($"{name} operation, missing path field");
        var from = Pointer(fields, "from");
        if (from is null && name is ("move" or "copy"))
            throw Bad($"{name} operation, missing from field");
        var value = fields.Find("value");
        if (value is null && name is ("add" or "replace"))
            throw Bad($"{name} operation, missing value field");
        return new(name, path, from ?? JsonPointer.Root, value ?? Null);
    }

    private static JsonPointer? Pointer(DocumentObject fields, string name) => Text(fields, name) is not { } text
        ? null
        : JsonPointer.TryParse(text) ?? throw Bad($"\"{text}\" is not a JSON pointer");

    private static string? Text(DocumentObject fields, string name) => fields.Find(name) switch
    {
        null => null,
        DocumentScalar { Kind: JsonTokenType.String, Text: var text } => text,
        var other => throw Bad($"{name} must be a string, not {other.TypeName}"),
    };

    private static PatchException Bad(string message) => new(PatchFailure.BadPatch, $"error decoding patch: {message}");
}
