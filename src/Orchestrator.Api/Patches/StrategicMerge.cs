using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>Kubernetes' strategic merge: as a merge patch, but lists merge item by item where the type says
/// so.</summary>
/// <remarks>
/// <c>{"containers":[{"name":"a","image":"x"}]}</c> changes the image of container a and leaves the others, since
/// containers merge by name.
/// Fields the type does not know are taken as they come; what lies inside them merges without keys.
/// </remarks>
internal sealed class StrategicMerge
{
    private readonly StrategicListMerge _lists;

    public StrategicMerge() => _lists = new(this);

    /// <summary>Changes both documents; the result is the original, or the patch where it replaces the whole.</summary>
    public DocumentObject Apply(DocumentObject original, DocumentObject patch, TypeSchema? schema)
    {
        switch (Directives.Of(patch))
        {
            case null:
                break;
            case Directives.Replace:
                patch.Fields.Remove(Directives.Patch);
                return (DocumentObject)Directives.Strip(patch)!;
            case Directives.Delete:
                return new();
            case var unknown:
                throw Directives.UnknownPatchType(unknown, patch);
        }
        RetainKeys(original, patch);
        _lists.ApplyElementOrders(original, patch, schema);
        foreach (var (name, change) in patch.Fields)
        {
            if (name.StartsWith(Directives.DeleteFromPrimitiveList, StringComparison.Ordinal))
                DeletePrimitives(original, name[Directives.DeleteFromPrimitiveList.Length..], change);
            else if (change.IsNull)
                original.Fields.Remove(name);
            else
                MergeField(original, name, change, schema?.Find(name));
        }
        return original;
    }

    private void MergeField(DocumentObject original, string name, DocumentValue change, FieldSchema? field)
    {
        var merged = (original.Find(name), change) switch
        {
            (DocumentObject before, DocumentObject changes) => field is { Replaces: true }
                ? Directives.Strip(changes) ?? new DocumentObject()
                : Apply(before, changes, NestedType(field)),
            (DocumentArray before, DocumentArray changes) => field is { Merges: true }
                ? _lists.Merge(before, changes, field)
                : Directives.Strip(changes),
            _ => Directives.Strip(change),
        };
        if (merged is null)
            original.Fields.Remove(name);
        else
            original.Fields[name] = merged;
    }

    private static TypeSchema? NestedType(FieldSchema? field) =>
        field is { Shape: SchemaShape.Single } ? field.Type : null;

    private static void DeletePrimitives(DocumentObject original, string name, DocumentValue change)
    {
        if (change is not DocumentArray { Items: var deleted })
            throw new PatchException(PatchFailure.BadPatch, "invalid patch format of primitive list");
        if (original.Find(name) is not DocumentArray { Items: var items })
            return;
        var keys = deleted.Select(item => ListKeys.OfScalar(item)).ToHashSet(StringComparer.Ordinal);
        items.RemoveAll(item => keys.Contains(ListKeys.OfScalar(item)));
    }

    // A union, such as a deployment's strategy, names the keys that remain: members of the old choice must go.
    private static void RetainKeys(DocumentObject original, DocumentObject patch)
    {
        if (!patch.Fields.Remove(Directives.RetainKeys, out var directive))
            return;
        var error = new PatchException(PatchFailure.BadPatch, "invalid patch format of retainKeys");
        if (directive is not DocumentArray { Items: var items })
            throw error;
        var retained = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
            retained.Add(item is DocumentScalar scalar ? scalar.Text : throw error);
        foreach (var (name, change) in patch.Fields)
        {
            var isListDirective = name.StartsWith(Directives.DeleteFromPrimitiveList, StringComparison.Ordinal)
                || name.StartsWith(Directives.SetElementOrder, StringComparison.Ordinal);
            if (!change.IsNull && !isListDirective && !retained.Contains(name))
                throw error;
        }
        foreach (var name in original.Fields.Keys.Where(name => !retained.Contains(name)).ToList())
            original.Fields.Remove(name);
    }
}
