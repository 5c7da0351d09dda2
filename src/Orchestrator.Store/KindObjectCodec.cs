using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Store;

/// <summary>Encodes every kind by its own JSON form; decodes by the kind that owns the key's prefix.</summary>
public sealed class KindObjectCodec : IObjectCodec
{
    private readonly Dictionary<string, KindDefinition> _byPrefix = new(StringComparer.Ordinal);

    private readonly Dictionary<string, KindDefinition>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public KindObjectCodec()
        : this(ApiKinds.All)
    {
    }

    public KindObjectCodec(IEnumerable<KindDefinition> kinds)
    {
        foreach (var kind in kinds)
            _byPrefix.TryAdd(kind.StoragePrefix, kind);
        _bySpan = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public CanonicalJson Encode(KubeObject value) => CanonicalJson.Of(value);

    public KubeObject Decode(string key, ReadOnlySpan<byte> json)
    {
        var end = key.IndexOf('/', "/registry/".Length);
        if (end < 0 || !_bySpan.TryGetValue(key.AsSpan(0, end + 1), out var kind))
            throw new FormatException($"no kind keeps its objects at {key}");
        return kind.ReadJson(json);
    }
}
