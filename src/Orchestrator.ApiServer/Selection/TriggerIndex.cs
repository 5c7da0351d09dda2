using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Selection;

/// <summary>Finds the keys that have a trigger's value at exactly a snapshot's revision, so that a kubelet's list costs
/// its own Pods and not all.</summary>
/// <remarks>
/// Follows the store's history when it is asked, not when it changes: each change is looked at once, by whichever list
/// comes next. A few recent versions are kept, since lists run side by side over snapshots of different revisions.
/// A revision before all of them is answered with "scan instead".
/// </remarks>
internal sealed class TriggerIndex(Registry registry, string prefix)
{
    private const int VersionsMax = 8;
    private readonly Lock _gate = new();

    /// <summary>Oldest first.</summary>
    private readonly List<TriggeredKeys> _versions = [];

    /// <summary>The keys at the snapshot's revision, in key order; null: not known, scan the snapshot.</summary>
    public IReadOnlyCollection<string>? KeysOf(string trigger, StoreSnapshot snapshot)
    {
        lock (_gate)
            return At(snapshot)?.Of(trigger);
    }

    private TriggeredKeys? At(StoreSnapshot snapshot)
    {
        var basis = _versions.FindLast(version => version.Revision <= snapshot.Revision);
        if (basis is null)
            return _versions.Count == 0 ? Keep(TriggeredKeys.Scan(snapshot, prefix)) : null;
        if (basis.Revision == snapshot.Revision)
            return basis;
        var isNewest = ReferenceEquals(basis, _versions[^1]);
        if (isNewest && snapshot.Revision - basis.Revision > snapshot.Count(prefix))
            return Keep(TriggeredKeys.Scan(snapshot, prefix)); // reading on would cost more than beginning anew
        try
        {
            var changes = registry.ChangesAfter(basis.Revision, prefix)
                .TakeWhile(change => change.Revision <= snapshot.Revision);
            var made = basis.After(changes, snapshot.Revision);
            return isNewest ? Keep(made) : made;
        }
        catch (CompactedException)
        {
            return isNewest ? Keep(TriggeredKeys.Scan(snapshot, prefix)) : null;
        }
    }

    private TriggeredKeys Keep(TriggeredKeys version)
    {
        if (_versions.Count == VersionsMax)
            _versions.RemoveAt(0);
        _versions.Add(version);
        return version;
    }
}
