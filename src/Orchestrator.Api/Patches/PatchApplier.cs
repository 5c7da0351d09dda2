using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>Applies the three kinds of patch to an object's JSON. Pure.</summary>
/// <remarks>The result is JSON as the patch made it, unknown fields included: reading it as the kind's type is what
/// checks it.</remarks>
public static class PatchApplier
{
    /// <summary>The object after the patch.</summary>
    /// <param name="type">How to read the patch.</param>
    /// <param name="original">The object's JSON.</param>
    /// <param name="patch">The patch document.</param>
    /// <param name="schema">The object's type, whose list keys a strategic merge follows.</param>
    /// <param name="strict">Told of fields that the patch document repeats; of two the later counts.</param>
    /// <exception cref="PatchException">The patch is malformed or does not fit the object.</exception>
    public static byte[] Apply(
        PatchType type, ReadOnlySpan<byte> original, ReadOnlySpan<byte> patch,
        TypeSchema schema, StrictErrors? strict = null)
    {
        var document = DocumentValue.Parse(original);
        var change = ParsePatch(patch, strict);
        var result = type switch
        {
            PatchType.Json => JsonPatch.Parse(change).Apply(document),
            PatchType.Merge => MergePatch.Apply(AsObject(document), AsObject(change)),
            PatchType.StrategicMerge => new StrategicMerge().Apply(AsObject(document), AsObject(change), schema),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
        return result.ToUtf8();
    }

    private static DocumentValue ParsePatch(ReadOnlySpan<byte> patch, StrictErrors? strict)
    {
        try
        {
            return DocumentValue.Parse(patch, strict);
        }
        catch (JsonDecodeException error)
        {
            throw new PatchException(PatchFailure.BadPatch, $"error decoding patch: {error.Message}", error);
        }
    }

    private static DocumentObject AsObject(DocumentValue value) => value as DocumentObject
        ?? throw new PatchException(
            PatchFailure.BadPatch,
            "error decoding patch: "
            + $"json: cannot unmarshal {value.TypeName} into Go value of type map[string]interface {{}}");
}
