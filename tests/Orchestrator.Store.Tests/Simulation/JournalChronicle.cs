using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Simulation;

/// <summary>Every row as the journal kept it: the one truth that stores are held against.</summary>
internal sealed class JournalChronicle
{
    private readonly EntryTreeEditor _editor = EntryTree.Empty.Edit();
    private readonly List<StoreChange> _changes = [];
    private JournalPosition _last;

    public long Revision => _changes.Count;

    public int Seals { get; private set; }

    public int Heartbeats { get; private set; }

    public StoreChange At(long revision) => _changes[(int)revision - 1];

    public IReadOnlyList<StoreChange> Changes => _changes;

    /// <summary>Rows come one behind the other, an epoch's seal ends it, and revisions leave no gap.</summary>
    public void Add(JournalRow row)
    {
        if (row.Position != _last.Next)
            throw new InvalidOperationException($"row {row.Position} was appended behind {_last}");
        _last = row.Position;
        if (row.Kind == JournalRowKind.Seal)
        {
            Seals++;
            _last = new JournalPosition(row.Position.Epoch + 1, 0);
            return;
        }
        var before = Revision;
        BatchFormat.Read(
            row, before, _editor.Get,
            change =>
            {
                _editor.Put(change.Key, change.Current);
                _changes.Add(change);
            },
            Objects.Codec);
        Heartbeats += Revision == before ? 1 : 0;
    }
}
