using Orchestrator.Api.Kinds;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>The kinds served now, by what a reference says of them. An owner may be named by another version than the
/// one served.</summary>
public sealed class KindIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Group, string Kind), KindDefinition> _kinds = [];

    public void Set(IReadOnlyList<KindDefinition> kinds)
    {
        lock (_gate)
        {
            _kinds.Clear();
            foreach (var kind in kinds)
                _kinds.TryAdd((kind.Gvk.Group, kind.Gvk.Kind), kind);
        }
    }

    public KindDefinition? Find(ObjectIdentity identity)
    {
        var slash = identity.ApiVersion.IndexOf('/');
        var group = slash < 0 ? "" : identity.ApiVersion[..slash];
        lock (_gate)
            return _kinds.GetValueOrDefault((group, identity.Kind));
    }
}
