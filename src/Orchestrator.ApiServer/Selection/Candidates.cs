using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Watching;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Selection;

/// <summary>The entries of a snapshot that a filter could select: as few as can be told without looking at
/// them.</summary>
internal sealed class Candidates(Registry registry)
{
    private static readonly string PodsPrefix = ApiKinds.Of<Pod>().StoragePrefix;
    private readonly TriggerIndex _pods = new(registry, PodsPrefix);

    /// <summary>In key order, behind <paramref name="after"/>.</summary>
    public IEnumerable<StoreEntry> In(
        StoreSnapshot snapshot, KindDefinition kind, string ns, ObjectFilter filter, string? after = null)
    {
        var prefix = filter.Prefix(kind, ns);
        if (kind.StoragePrefix != PodsPrefix || WatchTrigger.SelectedBy(filter) is not { } trigger)
            return snapshot.Range(prefix, after);
        return Triggered(snapshot, trigger, prefix, after) ?? snapshot.Range(prefix, after);
    }

    /// <summary>The Pods of a namespace that are bound to a node. The name is taken as it is, whatever it would mean in
    /// a selector.</summary>
    public IEnumerable<StoreEntry> OnNode(StoreSnapshot snapshot, string ns, string node)
    {
        var prefix = $"{PodsPrefix}{ns}/";
        return Triggered(snapshot, node, prefix, null)
            ?? snapshot.Range(prefix).Where(entry => WatchTrigger.ValueOf(entry.Value.Object) == node);
    }

    private IEnumerable<StoreEntry>? Triggered(StoreSnapshot snapshot, string trigger, string prefix, string? after) =>
        _pods.KeysOf(trigger, snapshot)?
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal)
                && (after is null || string.CompareOrdinal(key, after) > 0))
            .Select(key => snapshot.Get(key) ?? throw new InvariantException($"{key} is indexed and not there"));
}
