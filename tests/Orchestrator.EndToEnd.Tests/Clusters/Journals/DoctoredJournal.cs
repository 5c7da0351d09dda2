using System.Text;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>Builds a journal in the store's own formats, as a leader would or as it never should.</summary>
internal sealed class DoctoredJournal
{
    private readonly List<JournalRow> _rows = [];
    private readonly Dictionary<string, (long Created, long Changed)> _held = [];
    private readonly List<SegmentRow> _segments = [];
    private ManifestRow? _manifest;
    private long _epoch;
    private long _sequence;
    private long _revision;

    public DoctoredJournal() => Seal();

    public JournalContents Contents => new(_rows, _manifest, _segments);

    public JournalPosition Last => new(_epoch, _sequence);

    /// <summary>One row that writes each of these keys; none: a heartbeat. A key that begins with <c>-</c> is
    /// deleted.</summary>
    public DoctoredJournal Batch(params string[] keys) => BatchAt(_revision + 1, keys);

    /// <summary>The same from a revision of the test's choice.</summary>
    public DoctoredJournal BatchAt(long first, params string[] keys)
    {
        var changes = keys.Select((key, i) => Change(key, first + i)).ToList();
        _revision = first + keys.Length - 1;
        return Row(BatchFormat.Write(new PayloadWriter(), first, changes, timeMs: 1).ToArray());
    }

    /// <summary>A row of the test's own making.</summary>
    public DoctoredJournal Row(byte[] payload)
    {
        _rows.Add(new JournalRow(new(_epoch, ++_sequence), JournalRowKind.Batch, 1, payload));
        return this;
    }

    /// <summary>The next leader takes over.</summary>
    public DoctoredJournal Seal()
    {
        _rows.Add(SealFormat.Row(new(_epoch++, _sequence + 1), timeMs: 1, candidate: 7));
        _sequence = 0;
        return this;
    }

    /// <summary>A snapshot of what there is now.</summary>
    public DoctoredJournal Snapshot() => Snapshot(_held);

    /// <summary>A snapshot that shows something else.</summary>
    public DoctoredJournal Snapshot(IReadOnlyDictionary<string, (long Created, long Changed)> keys)
    {
        var id = new SegmentId(_epoch, _segments.Count + 1);
        var entries = keys.OrderBy(key => key.Key, StringComparer.Ordinal)
            .Select(key => Entry(key.Key, key.Value.Created, key.Value.Changed)).ToList();
        _segments.Clear();
        _segments.Add(new SegmentRow(id, SegmentFormat.Write(entries)));
        var manifest = new Manifest(_revision, 1, Last, [new Segment(id, "", 1)]);
        _manifest = new ManifestRow(_epoch, _revision, ManifestFormat.Write(manifest));
        return this;
    }

    /// <summary>Drops the oldest batch rows, as compaction does.</summary>
    public DoctoredJournal Drop(int rows)
    {
        foreach (var row in _rows.Where(row => row.Kind == JournalRowKind.Batch).Take(rows).ToList())
            _rows.Remove(row);
        return this;
    }

    /// <summary>Takes one row away.</summary>
    public DoctoredJournal Lose(JournalPosition position)
    {
        _rows.RemoveAll(row => row.Position == position);
        return this;
    }

    /// <summary>Takes the snapshot's segments away.</summary>
    public DoctoredJournal LoseSegments()
    {
        _segments.Clear();
        return this;
    }

    /// <summary>Goes on writing under an epoch that is over.</summary>
    public DoctoredJournal WakeUp(long epoch, long sequence)
    {
        (_epoch, _sequence) = (epoch, sequence);
        return this;
    }

    /// <summary>The writer forgets what it knew of a key, as one that was never told would.</summary>
    public DoctoredJournal Forget(string key)
    {
        _held.Remove(key);
        return this;
    }

    private StoreChange Change(string key, long revision)
    {
        if (key.StartsWith('-'))
        {
            _held.Remove(key[1..], out var gone);
            return new StoreChange(revision, key[1..], Entry(key[1..], gone.Created, gone.Changed), null);
        }
        var isThere = _held.TryGetValue(key, out var held);
        var created = isThere ? held.Created : revision;
        _held[key] = (created, revision);
        return new StoreChange(
            revision, key, isThere ? Entry(key, created, held.Changed) : null, Entry(key, created, revision));
    }

    private static StoreEntry Entry(string key, long created, long changed)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"metadata":{"resourceVersion":"{{changed}}"} }""");
        return new StoreEntry(key, StoredObject.Recovered(key, json, changed, codec: null!), created, changed);
    }
}
