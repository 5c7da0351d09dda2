using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>The fields of a strategic merge patch that say how to merge, and are no fields of the object.</summary>
internal static class Directives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";
    public const string SetElementOrder = "$setElementOrder/";

    public const string Delete = "delete";
    public const string Replace = "replace";
    public const string Merge = "merge";

    /// <summary>What <c>$patch</c> says; null where it is absent.</summary>
    public static string? Of(DocumentObject value) => value.Find(Patch) switch
    {
        null => null,
        DocumentScalar { Kind: JsonTokenType.String, Text: var text } => text,
        var other => other.ToString(),
    };

    /// <summary>The value as it may stand in an object: without directives and nulls. Null where nothing is left of
    /// it.</summary>
    public static DocumentValue? Strip(DocumentValue value)
    {
        switch (value)
        {
            case DocumentObject fields when fields.Fields.ContainsKey(Patch):
                return null;
            case DocumentObject fields:
                var kept = new DocumentObject();
                foreach (var (name, nested) in fields.Fields)
                {
                    if (!IsDirective(name) && !nested.IsNull && Strip(nested) is { } stripped)
                        kept.Fields.Add(name, stripped);
                }
                return kept;
            case DocumentArray items:
                return new DocumentArray(items.Items.Select(Strip).OfType<DocumentValue>());
            default:
                return value;
        }
    }

    public static PatchException UnknownPatchType(string directive, DocumentObject value) =>
        new(PatchFailure.BadPatch, $"unknown patch type: {directive} in map: {Shorten(value)}");

    public static PatchException NoMergeKey(DocumentValue value, string key) =>
        new(PatchFailure.DoesNotApply, $"map: {Shorten(value)} does not contain declared merge key: {key}");

    public static PatchException WrongType(string expected, DocumentValue found) =>
        new(PatchFailure.BadPatch, $"expected a {expected}, but received a {found.TypeName}");

    private static bool IsDirective(string name) => name.StartsWith('$')
        && (name == RetainKeys
            || name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal)
            || name.StartsWith(SetElementOrder, StringComparison.Ordinal));

    // An error message must not repeat three megabytes.
    private static string Shorten(DocumentValue value)
    {
        var text = value.ToString();
        return text.Length <= 256 ? text : text[..256] + "…";
    }
}
