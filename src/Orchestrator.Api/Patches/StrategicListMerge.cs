using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>Merges lists item by item and puts the result in order.</summary>
/// <remarks>
/// Items the patch names come in the patch's order, those it does not keep the server's; where both orders say
/// nothing, the patch's come first.
/// Lookups go through dictionaries: lists may be long, and a patch must not cost their product.
/// </remarks>
internal sealed class StrategicListMerge(StrategicMerge maps)
{
    public DocumentArray Merge(DocumentArray original, DocumentArray patch, FieldSchema field)
    {
        if (original.Items.Count == 0 && patch.Items.Count == 0)
            return original;
        var keys = new ListKeys(MergeKey(field, original, patch));
        var (merged, before, order) = field.Kind == SchemaKind.Object
            ? MergeObjects(original.Items, patch.Items, field, keys)
            : MergeScalars(original.Items, patch.Items, keys);
        return new(InOrder(merged, order, before, keys));
    }

    /// <summary>Merges the lists that come with <c>$setElementOrder</c> and takes them out of the patch.</summary>
    public void ApplyElementOrders(DocumentObject original, DocumentObject patch, TypeSchema? schema)
    {
        foreach (var directive in patch.Fields.Keys.Where(IsElementOrder).ToList())
        {
            patch.Fields.Remove(directive, out var order);
            if (order is not DocumentArray { Items: var orderItems })
                throw Directives.WrongType("slice", order!);
            var name = directive[Directives.SetElementOrder.Length..];
            var before = AsList(original.Find(name));
            patch.Fields.Remove(name, out var change);
            var changes = AsList(change);
            if (before is null && changes is null)
                continue;
            var field = schema?.Find(name)
                ?? throw new PatchException(
                    PatchFailure.BadPatch, $"unable to find api field for the json field \"{name}\"");
            var keys = new ListKeys(field.PatchMergeKey);
            CheckOrder(changes, orderItems, keys);
            var beforeItems = before?.Items.ToList() ?? [];
            original.Fields[name] =
                new DocumentArray(InOrder(Merged(before, changes, field).Items, orderItems, beforeItems, keys));
        }
    }

    private DocumentArray Merged(DocumentArray? before, DocumentArray? changes, FieldSchema field)
    {
        if (changes is null)
            return before!;
        return before is null || !field.Merges
            ? (DocumentArray)Directives.Strip(changes)! : Merge(before, changes, field);
    }

    private (List<DocumentValue> Merged, List<DocumentValue> Before, List<DocumentValue> Order) MergeObjects(
        List<DocumentValue> original, List<DocumentValue> patch, FieldSchema field, ListKeys keys)
    {
        var (kept, changes) = Special(original, patch, keys);
        var merged = new List<DocumentValue>(kept);
        var index = keys.Index(merged);
        foreach (var change in changes)
        {
            if (index.TryGetValue(keys.Of(change), out var at))
            {
                merged[at] = maps.Apply((DocumentObject)merged[at], (DocumentObject)change, field.Type);
            }
            else
            {
                index.Add(keys.Of(change), merged.Count);
                merged.Add(Directives.Strip(change)!);
            }
        }
        return (merged, kept, changes);
    }

    // Items that carry $patch: delete takes the item of that key out, replace makes the rest of the patch the whole
    // list.
    private static (List<DocumentValue> Kept, List<DocumentValue> Changes) Special(
        List<DocumentValue> original, List<DocumentValue> patch, ListKeys keys)
    {
        var changes = new List<DocumentValue>();
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        var replace = false;
        foreach (var item in patch)
        {
            var fields = item as DocumentObject ?? throw Directives.WrongType("map", item);
            switch (Directives.Of(fields))
            {
                case null:
                    changes.Add(item);
                    break;
                case Directives.Delete:
                    deleted.Add(keys.Of(item));
                    break;
                case Directives.Replace:
                    replace = true;
                    break;
                case Directives.Merge:
                    throw new PatchException(
                        PatchFailure.BadPatch, "merging lists cannot yet be specified in the patch");
                case var unknown:
                    throw Directives.UnknownPatchType(unknown, fields);
            }
        }
        if (replace)
            return ([.. changes.Select(Directives.Strip).OfType<DocumentValue>()], []);
        return (deleted.Count == 0 ? original : [.. original.Where(item => !deleted.Contains(keys.Of(item)))], changes);
    }

    private static (List<DocumentValue> Merged, List<DocumentValue> Before, List<DocumentValue> Order) MergeScalars(
        List<DocumentValue> original, List<DocumentValue> patch, ListKeys keys)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var merged = original.Concat(patch).Where(item => seen.Add(keys.Of(item))).ToList();
        return (merged, original, patch);
    }

    private static List<DocumentValue> InOrder(
        List<DocumentValue> merged, List<DocumentValue> patchOrder, List<DocumentValue> serverOrder, ListKeys keys)
    {
        var inPatch = keys.Index(patchOrder);
        var onServer = keys.Index(serverOrder);
        var fromPatch = merged.Where(item => inPatch.ContainsKey(keys.Of(item)))
            .OrderBy(item => inPatch[keys.Of(item)]).ToList();
        var serverOnly = merged.Where(item => !inPatch.ContainsKey(keys.Of(item)))
            .OrderBy(item => onServer.GetValueOrDefault(keys.Of(item), int.MaxValue)).ToList();
        var result = new List<DocumentValue>(merged.Count);
        var next = 0;
        foreach (var item in fromPatch)
        {
            // Before an item the server knows come those of its own that stood before it.
            while (next < serverOnly.Count
                && onServer.TryGetValue(keys.Of(item), out var place)
                && onServer.TryGetValue(keys.Of(serverOnly[next]), out var own)
                && own < place)
            {
                result.Add(serverOnly[next++]);
            }
            result.Add(item);
        }
        result.AddRange(serverOnly.Skip(next));
        return result;
    }

    // What the patch changes or adds must appear in the order it gives, in that order.
    private static void CheckOrder(DocumentArray? changes, List<DocumentValue> order, ListKeys keys)
    {
        if (changes is null || order.Count == 0)
            return;
        var at = 0;
        foreach (var item in changes.Items)
        {
            if (item is DocumentObject fields && Directives.Of(fields) is not null)
                continue;
            var key = keys.Of(item);
            while (at < order.Count && keys.Of(order[at]) != key)
                at++;
            if (at++ >= order.Count)
            {
                throw new PatchException(
                    PatchFailure.BadPatch,
                    $"The order in patch list doesn't match {Directives.SetElementOrder} list: "
                        + $"{key[2..]} is out of place");
            }
        }
    }

    private static string? MergeKey(FieldSchema field, DocumentArray original, DocumentArray patch)
    {
        if (field.Kind == SchemaKind.Object)
            return field.PatchMergeKey;
        var lists = original.Items.Concat(patch.Items).Any(item => item is DocumentArray);
        return lists ? throw new PatchException(PatchFailure.DoesNotApply, "lists of lists are not supported") : null;
    }

    private static bool IsElementOrder(string name) =>
        name.StartsWith(Directives.SetElementOrder, StringComparison.Ordinal);

    private static DocumentArray? AsList(DocumentValue? value) => value switch
    {
        null => null,
        DocumentArray list => list,
        DocumentScalar { IsNull: true } => null,
        _ => throw Directives.WrongType("slice", value),
    };
}
