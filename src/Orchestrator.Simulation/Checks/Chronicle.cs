namespace Orchestrator.Simulation.Checks;

/// <summary>Every change that any incarnation of the store told of, and the state they add up to. Holds each change
/// against what must be true of changes.</summary>
internal sealed class Chronicle(LeadershipLedger leaderships, Verdicts verdicts)
{
    private readonly List<ChangeRecord> _records = [];
    private readonly Dictionary<string, List<ChangeRecord>> _byKind = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StoreEntry> _state = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private readonly ObjectRules _rules = new(verdicts);

    /// <summary>Whether several stores tell of one journal, each in its own time.</summary>
    public bool IsShared { get; init; }

    public long Revision => _records.Count;

    public IReadOnlyCollection<StoreEntry> State => _state.Values;

    public IReadOnlyList<ChangeRecord> Records => _records;

    public ChangeRecord? At(long revision) =>
        revision >= 1 && revision <= _records.Count ? _records[(int)revision - 1] : null;

    /// <summary>Changes of a kind, oldest first; grows.</summary>
    public IReadOnlyList<ChangeRecord> Of(KindDefinition kind) => ListOf(kind.StoragePrefix);

    public void Observe(StoreBatch batch)
    {
        var isNews = false;
        foreach (var change in batch.IsGap ? [] : batch.Changes)
        {
            if (IsShared && change.Revision <= Revision)
            {
                CheckTold(change);
                continue;
            }
            Observe(change);
            isNews = true;
        }
        var shown = batch.Snapshot.Revision;
        if (IsShared && !isNews ? shown > Revision : shown != Revision)
            verdicts.Violated($"a batch ends at {Revision} and shows {batch.Snapshot.Revision}");
    }

    /// <summary>A store that has started holds exactly what was told, and what it tells next.</summary>
    public void CheckState(StoreSnapshot snapshot)
    {
        if (snapshot.Revision != Revision)
            verdicts.Violated($"the store is at {snapshot.Revision}; it has told of {Revision}");
        var expected = _state.Values.GetEnumerator();
        foreach (var entry in snapshot.Range("/"))
        {
            if (!expected.MoveNext() || expected.Current.Key != entry.Key
                || expected.Current.ModRevision != entry.ModRevision
                || expected.Current.CreateRevision != entry.CreateRevision
                || !expected.Current.Value.Json.Span.SequenceEqual(entry.Value.Json.Span))
            {
                verdicts.Violated($"the store holds {entry.Key}@{entry.ModRevision}, which is not what it told of");
                return;
            }
        }
        if (expected.MoveNext())
            verdicts.Violated($"the store has lost {expected.Current.Key}@{expected.Current.ModRevision}");
    }

    /// <summary>Another store told of it before: it must have been the same.</summary>
    private void CheckTold(StoreChange change)
    {
        var record = At(change.Revision)!;
        var uid = (change.Current ?? change.Previous)?.Value.Object.Metadata.Uid ?? "";
        if (record.Key != change.Key || record.Uid != uid
            || (record.Type == WatchEventType.Deleted) != (change.Current is null))
            verdicts.Violated($"one store tells of {record}, another of {change.Key} (uid {uid}) at that revision");
    }

    private void Observe(StoreChange change)
    {
        if (change.Revision != Revision + 1)
            verdicts.Violated($"after revision {Revision} the store tells of {change.Revision}");
        var before = _state.GetValueOrDefault(change.Key);
        if (before?.ModRevision != change.Previous?.ModRevision)
            verdicts.Violated($"{change.Key}@{change.Revision} follows {change.Previous?.ModRevision}, "
                + $"but the key was at {before?.ModRevision}");
        if (change.Current is { } current)
        {
            if (current.ModRevision != change.Revision
                || current.CreateRevision != (before?.CreateRevision ?? change.Revision))
                verdicts.Violated(
                    $"{change.Key}@{change.Revision} says {current.CreateRevision}/{current.ModRevision}");
            _state[change.Key] = current;
        }
        else
            _state.Remove(change.Key);
        leaderships.Observe(change);
        Note(change, before);
    }

    private void Note(StoreChange change, StoreEntry? before)
    {
        var value = (change.Current ?? before)?.Value.Object;
        var type = change.Current is null ? WatchEventType.Deleted
            : before is null ? WatchEventType.Added
            : WatchEventType.Modified;
        var record = new ChangeRecord(change.Revision, change.Key, value?.Metadata.Uid ?? "", type);
        _records.Add(record);
        ListOf(PrefixOf(change.Key)).Add(record);
        if (type == WatchEventType.Added && record.Uid.Length > 0 && !_uids.Add(record.Uid))
            verdicts.Violated($"{record} has a uid that was used before");
        _rules.Check(record, before?.Value.Object, change.Current?.Value.Object);
    }

    private List<ChangeRecord> ListOf(string prefix)
    {
        if (!_byKind.TryGetValue(prefix, out var list))
            _byKind[prefix] = list = [];
        return list;
    }

    private static string PrefixOf(string key) => key[..(key.IndexOf('/', "/registry/".Length) + 1)];
}
