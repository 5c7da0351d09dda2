using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>RFC 6902: a list of operations, applied in order, all or none.</summary>
internal sealed class JsonPatch
{
    /// <summary>Kubernetes' own limit.</summary>
    private const int OperationsMax = 10_000;

    /// <summary>Bytes that <c>copy</c> operations may add together: a short patch must not make a huge
    /// object.</summary>
    private const int CopiedBytesMax = 3 * 1024 * 1024;

    private readonly List<JsonPatchOperation> _operations;
    private DocumentValue _root = new DocumentObject();
    private int _copiedBytes;

    private JsonPatch(List<JsonPatchOperation> operations) => _operations = operations;

    public static JsonPatch Parse(DocumentValue document)
    {
        if (document is not DocumentArray { Items: var items })
        {
            throw Bad("error decoding patch: "
                + $"json: cannot unmarshal {document.TypeName} into Go value of type jsonpatch.Patch");
        }
        if (items.Count > OperationsMax)
        {
            throw new PatchException(PatchFailure.TooLarge,
                $"The allowed maximum operations in a JSON patch is {OperationsMax}, got {items.Count}");
        }
        return new([.. items.Select(JsonPatchOperation.Parse)]);
    }

    /// <summary>Changes the document and gives it back.</summary>
    public DocumentValue Apply(DocumentValue document)
    {
        _root = document;
        foreach (var operation in _operations)
            Apply(operation);
        return _root;
    }

    private void Apply(JsonPatchOperation operation)
    {
        switch (operation.Name)
        {
            case "add":
                Add(operation.Path, operation.Value, "add");
                break;
            case "remove":
                Remove(operation.Path, "remove");
                break;
            case "replace":
                Replace(operation);
                break;
            case "move":
                var moved = Find(operation.From, "move");
                if (operation.Path.IsBelow(operation.From))
                    throw DoesNotApply($"move operation does not apply: {operation.Path} lies inside {operation.From}");
                Remove(operation.From, "move");
                Add(operation.Path, moved, "move");
                break;
            case "copy":
                var copied = Find(operation.From, "copy");
                _copiedBytes += copied.ToUtf8().Length;
                if (_copiedBytes > CopiedBytesMax)
                    throw new PatchException(
                        PatchFailure.TooLarge, $"copy operations may add at most {CopiedBytesMax} bytes");
                Add(operation.Path, copied, "copy");
                break;
            case "test":
                Test(operation);
                break;
            default:
                throw Bad($"Unexpected kind: {operation.Name}");
        }
    }

    private void Add(JsonPointer path, DocumentValue value, string verb)
    {
        value = value.Clone(); // the same operation's value may go to several places
        if (path.IsRoot)
        {
            _root = value;
            return;
        }
        switch (Parent(path, verb))
        {
            case DocumentObject parent:
                parent.Fields[path.Last] = value;
                break;
            case DocumentArray { Items: var items }:
                items.Insert(path.Last == "-" ? items.Count : Index(path.Last, items.Count), value);
                break;
            default:
                throw Missing(path, verb);
        }
    }

    private void Remove(JsonPointer path, string verb)
    {
        if (path.IsRoot)
            throw DoesNotApply($"{verb} operation does not apply: the whole document cannot be removed");
        switch (Parent(path, verb))
        {
            case DocumentObject parent:
                if (!parent.Fields.Remove(path.Last))
                {
                    throw DoesNotApply($"error in {verb} for path: '{path}': "
                        + $"Unable to remove nonexistent key: {path.Last}: missing value");
                }
                break;
            case DocumentArray { Items: var items }:
                items.RemoveAt(Index(path.Last, items.Count - 1));
                break;
            default:
                throw Missing(path, verb);
        }
    }

    private void Replace(JsonPatchOperation operation)
    {
        var path = operation.Path;
        if (path.IsRoot)
        {
            _root = operation.Value.Clone();
            return;
        }
        switch (Parent(path, "replace"))
        {
            case DocumentObject parent when parent.Fields.ContainsKey(path.Last):
                parent.Fields[path.Last] = operation.Value.Clone();
                break;
            case DocumentArray { Items: var items }:
                items[Index(path.Last, items.Count - 1)] = operation.Value.Clone();
                break;
            default:
                throw DoesNotApply($"replace operation does not apply: doc is missing key: {path}: missing value");
        }
    }

    // An absent value equals null, as in Kubernetes.
    private void Test(JsonPatchOperation operation)
    {
        var found = operation.Path.TryResolve(_root);
        if (found is null ? !operation.Value.IsNull : !found.DeepEquals(operation.Value))
            throw DoesNotApply($"testing value {operation.Path} failed: test failed");
    }

    private DocumentValue Find(JsonPointer path, string verb) => path.TryResolve(_root)
        ?? throw DoesNotApply($"{verb} operation does not apply: doc is missing from path: {path}: missing value");

    private DocumentValue Parent(JsonPointer path, string verb) =>
        path.Parent.TryResolve(_root) ?? throw Missing(path, verb);

    private static int Index(string text, int max) => JsonPointer.TryIndex(text, out var index) && index <= max
        ? index
        : throw DoesNotApply($"Unable to access invalid index: {text}: invalid index referenced");

    private static PatchException Missing(JsonPointer path, string verb) =>
        DoesNotApply($"{verb} operation does not apply: doc is missing path: \"{path}\": missing value");

    private static PatchException DoesNotApply(string message) => new(PatchFailure.DoesNotApply, message);

    private static PatchException Bad(string message) => new(PatchFailure.BadPatch, message);
}
