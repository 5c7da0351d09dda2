using System.Collections.Immutable;
using Orchestrator.ApiServer.Watching;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Selection;

/// <summary>The keys of one resource by the value of its trigger field (a Pod's node), at one revision.
/// Immutable.</summary>
internal sealed class TriggeredKeys
{
    private static readonly ImmutableSortedSet<string> None = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, ImmutableSortedSet<string>> _keys;

    private TriggeredKeys(long revision, ImmutableDictionary<string, ImmutableSortedSet<string>> keys) =>
        (Revision, _keys) = (revision, keys);

    public long Revision { get; }

    /// <summary>In key order.</summary>
    public ImmutableSortedSet<string> Of(string trigger) => _keys.GetValueOrDefault(trigger, None);

    public static TriggeredKeys Scan(StoreSnapshot snapshot, string prefix)
    {
        var gathered = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var entry in snapshot.Range(prefix))
        {
            if (ValueOf(entry) is not { } trigger)
                continue;
            if (!gathered.TryGetValue(trigger, out var keys))
                gathered.Add(trigger, keys = []);
            keys.Add(entry.Key);
        }
        var made = ImmutableDictionary.CreateBuilder<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);
        foreach (var (trigger, keys) in gathered)
            made[trigger] = None.Union(keys);
        return new(snapshot.Revision, made.ToImmutable());
    }

    /// <param name="changes">Of this resource, after <see cref="Revision"/> and through
    /// <paramref name="revision"/>, oldest first.</param>
    public TriggeredKeys After(IEnumerable<StoreChange> changes, long revision)
    {
        var keys = _keys;
        foreach (var change in changes)
        {
            var (was, now) = (ValueOf(change.Previous), ValueOf(change.Current));
            if (was == now)
                continue;
            if (was is not null)
                keys = Put(keys, was, keys.GetValueOrDefault(was, None).Remove(change.Key));
            if (now is not null)
                keys = Put(keys, now, keys.GetValueOrDefault(now, None).Add(change.Key));
        }
        return new(revision, keys);
    }

    private static ImmutableDictionary<string, ImmutableSortedSet<string>> Put(
        ImmutableDictionary<string, ImmutableSortedSet<string>> all, string trigger, ImmutableSortedSet<string> keys) =>
        keys.IsEmpty ? all.Remove(trigger) : all.SetItem(trigger, keys);

    private static string? ValueOf(StoreEntry? entry) =>
        entry is null ? null : WatchTrigger.ValueOf(entry.Value.Object);
}
