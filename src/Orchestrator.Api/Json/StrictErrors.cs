namespace Orchestrator.Api.Json;

/// <summary>Collects what strict field validation reports: <c>unknown field "spec.foo"</c>, <c>duplicate field
/// "spec.bar"</c>.</summary>
/// <remarks>While a document is read only offsets are kept; the paths are worked out in one pass at its end.</remarks>
public sealed class StrictErrors
{
    /// <summary>More are dropped.</summary>
    private const int FoundMax = 100;

    private readonly List<string> _found = [];
    private readonly List<(long Offset, bool Duplicate)> _offsets = [];

    public IReadOnlyList<string> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(string error)
    {
        if (_found.Count < FoundMax)
            _found.Add(error);
    }

    internal void AddUnknown(long offset) => AddOffset(offset, duplicate: false);

    internal void AddDuplicate(long offset) => AddOffset(offset, duplicate: true);

    internal void Resolve(ReadOnlySpan<byte> utf8)
    {
        if (_offsets.Count == 0)
            return;
        var paths = JsonPath.At(utf8, _offsets.Select(entry => entry.Offset).ToArray());
        for (var i = 0; i < paths.Length; i++)
            Add($"{(_offsets[i].Duplicate ? "duplicate" : "unknown")} field \"{paths[i]}\"");
        _offsets.Clear();
    }

    private void AddOffset(long offset, bool duplicate)
    {
        if (_offsets.Count < FoundMax)
            _offsets.Add((offset, duplicate));
    }
}
