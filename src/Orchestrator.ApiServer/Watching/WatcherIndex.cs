using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>A hub's watchers, found by what a change could mean to them, so that a change costs its own watchers and
/// not all.</summary>
/// <remarks>A watcher that selects one node's Pods lies under that node; one of a namespace under the namespace; any
/// other in the common list.
/// Order among watchers is that of registration, so runs repeat.</remarks>
internal sealed class WatcherIndex(string storagePrefix, bool namespaced)
{
    private readonly List<Watcher> _common = [];
    private readonly Dictionary<string, List<Watcher>> _byNamespace = [];
    private readonly Dictionary<string, List<Watcher>> _byTrigger = [];
    private readonly List<Watcher> _all = [];

    /// <summary>Every watcher, in order of registration.</summary>
    public IReadOnlyList<Watcher> All => _all;

    public void Add(Watcher watcher)
    {
        _all.Add(watcher);
        GroupOf(watcher, create: true)!.Add(watcher);
    }

    /// <summary>Answers whether the watcher was there.</summary>
    public bool Remove(Watcher watcher)
    {
        if (!_all.Remove(watcher))
            return false;
        var group = GroupOf(watcher, create: false);
        group?.Remove(watcher);
        if (group?.Count == 0 && !ReferenceEquals(group, _common))
            Forget(watcher);
        return true;
    }

    /// <summary>Calls <paramref name="visit"/> for each watcher the change may concern; some twice, which a watcher
    /// notices itself.</summary>
    public void Visit(WatchChange change, Action<Watcher, WatchChange> visit)
    {
        Visit(_common, change, visit);
        if (namespaced && _byNamespace.Count > 0)
        {
            var key = (change.Current ?? change.Previous)!.Key.AsSpan(storagePrefix.Length);
            var ns = key[..Math.Max(key.IndexOf('/'), 0)];
            if (_byNamespace.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(ns, out var group))
                Visit(group, change, visit);
        }
        if (_byTrigger.Count > 0)
            VisitTriggered(change, visit);
    }

    private void VisitTriggered(WatchChange change, Action<Watcher, WatchChange> visit)
    {
        var now = TriggerOf(change.Current);
        var was = TriggerOf(change.Previous);
        if (now is not null && _byTrigger.TryGetValue(now, out var group))
            Visit(group, change, visit);
        if (was is not null && was != now && _byTrigger.TryGetValue(was, out group))
            Visit(group, change, visit);
    }

    private static string? TriggerOf(StoreEntry? entry) =>
        entry is null ? null : WatchTrigger.ValueOf(entry.Value.Object);

    private static void Visit(List<Watcher> group, WatchChange change, Action<Watcher, WatchChange> visit)
    {
        foreach (var watcher in group)
            visit(watcher, change);
    }

    private List<Watcher>? GroupOf(Watcher watcher, bool create)
    {
        var (groups, key) = PlaceOf(watcher);
        if (groups is null)
            return _common;
        if (groups.TryGetValue(key, out var group) || !create)
            return group;
        return groups[key] = [];
    }

    private void Forget(Watcher watcher)
    {
        var (groups, key) = PlaceOf(watcher);
        groups?.Remove(key);
    }

    private (Dictionary<string, List<Watcher>>? Groups, string Key) PlaceOf(Watcher watcher)
    {
        if (WatchTrigger.SelectedBy(watcher.Filter) is { } trigger)
            return (_byTrigger, trigger);
        return watcher.Namespace.Length > 0 ? (_byNamespace, watcher.Namespace) : (null, "");
    }
}
