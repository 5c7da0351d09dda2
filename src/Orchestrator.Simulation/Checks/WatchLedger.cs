using System.Globalization;

namespace Orchestrator.Simulation.Checks;

/// <summary>Holds what one client sees of a kind, over all its watches, against the store's history: each change once,
/// in order, none left out.</summary>
internal sealed class WatchLedger(KindDefinition kind, Chronicle chronicle, Verdicts verdicts)
{
    private int _next;

    public KindDefinition Kind => kind;

    public string? Revision { get; private set; }

    public void Listed(ObjectList list)
    {
        Revision = list.ResourceVersion;
        var revision = Parse(list.ResourceVersion);
        var records = chronicle.Of(kind);
        for (_next = 0; _next < records.Count && records[_next].Revision <= revision;)
            _next++;
        CheckList(list, records.Take(_next));
    }

    public void Saw(WatchEvent seen)
    {
        var revision = Parse(seen.Object.Metadata.ResourceVersion ?? "");
        var expected = Next();
        Revision = seen.Object.Metadata.ResourceVersion;
        if (seen.Type == WatchEventType.Bookmark)
        {
            if (expected is not null && expected.Revision <= revision)
                verdicts.Violated($"the watch of {kind.Plural} was told {revision} without having seen {expected}");
            return;
        }
        _next++;
        if (expected is null || expected.Type != seen.Type || expected.Revision != revision
            || expected.Uid != (seen.Object.Metadata.Uid ?? "") || expected.Key != kind.StorageKey(seen.Object.Key))
            verdicts.Violated($"the watch of {kind.Plural} saw {seen.Type} {seen.Object.Key} at {revision}; "
                + $"in the history follows {expected}");
    }

    public void Expired() => Revision = null;

    /// <summary>At rest everything has been seen.</summary>
    public string? Missing() => Next() is { } missing ? $"a watch has not seen {missing}" : null;

    private ChangeRecord? Next() => chronicle.Of(kind) is var records && _next < records.Count ? records[_next] : null;

    private void CheckList(ObjectList list, IEnumerable<ChangeRecord> past)
    {
        var expected = new SortedDictionary<string, ChangeRecord>(StringComparer.Ordinal);
        foreach (var record in past)
        {
            if (record.Type == WatchEventType.Deleted)
                expected.Remove(record.Key);
            else
                expected[record.Key] = record;
        }
        var listed = list.Items.Select(item => $"{kind.StorageKey(item.Key)}@{item.Metadata.ResourceVersion}");
        if (!listed.SequenceEqual(expected.Values.Select(r => $"{r.Key}@{r.Revision}"), StringComparer.Ordinal))
            verdicts.Violated(
                $"the list of {kind.Plural} at {list.ResourceVersion} is not what the history adds up to");
    }

    private static long Parse(string version) => long.Parse(version, CultureInfo.InvariantCulture);
}
