using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.Store.Roles;

/// <summary>How far a follower has read, and what it knows of the leader; shows what it applies.</summary>
internal sealed class Followed
{
    private readonly StoreState _state;
    private readonly JournalPosition _target;
    private readonly ForgottenKeys _forgotten;
    private long _timeMs;

    private Followed(StoreState state, StoreHistory history, JournalPosition after, JournalPosition target)
    {
        _state = state;
        _target = target;
        History = history;
        After = after;
        _forgotten = new ForgottenKeys(history.CompactedRevision);
    }

    public StoreHistory History { get; }

    /// <summary>Rows behind it are to be read next; sequence 0 where an epoch begins.</summary>
    public JournalPosition After { get; private set; }

    /// <summary>The newest seal is this store's own: it leads, and did not know.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>Nobody leads: the journal is empty, or its leader has left in order.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What was there when this store was asked to follow has been applied, and is shown.</summary>
    public bool IsShown { get; private set; }

    /// <summary>The API address that the leader advertises; null where nobody is known to lead.</summary>
    public string? Leader { get; private set; }

    /// <summary>Goes on from what this store wrote as leader; where that is nothing, its epoch begins behind its own
    /// seal.</summary>
    public static Followed Warm(StoreState state, StoreHistory history)
    {
        var through = history.Through;
        var after = through.Epoch == state.Epoch ? through : new JournalPosition(state.Epoch, 0);
        return new Followed(state, history, after, default) { IsShown = true };
    }

    public static Followed Cold(StoreState state, LoadedStore loaded)
    {
        var target = loaded.Last?.Position ?? default;
        var followed = new Followed(state, loaded.History, loaded.After, target) { IsOpen = loaded.Last is null };
        if (loaded.Seal is { } seal)
            followed.Note(seal);
        return followed;
    }

    /// <summary>Applies rows and shows them. False when rows before them are missing: then the rest is left.</summary>
    /// <exception cref="JournalCorruptException">One is damaged.</exception>
    public bool Apply(IReadOnlyList<JournalRow> rows)
    {
        var all = new List<StoreChange>();
        foreach (var row in rows)
        {
            if (row.Position != After.Next)
            {
                Show(all);
                return false;
            }
            var changes = new List<StoreChange>();
            RowReplay.Apply(History, row, changes, _state.Codec);
            all.AddRange(changes);
            _timeMs = Math.Max(_timeMs, row.TimeMs);
            IsOpen = IsOurs = false;
            After = row.Position;
            if (row.Kind != JournalRowKind.Seal)
                continue;
            After = new JournalPosition(row.Position.Epoch + 1, 0);
            Note(SealFormat.Read(row));
        }
        Show(all);
        return true;
    }

    /// <summary>There are no more rows. A candidate takes a journal that is open over first, if nobody else is
    /// quicker.</summary>
    public void CaughtUp(bool isCandidate)
    {
        if ((!IsOpen || !isCandidate) && History.Through.CompareTo(_target) >= 0)
            Begin();
    }

    /// <summary>Lets go of what has left the window, by the leader's clock. True when a snapshot may make what is
    /// remembered of it needless.</summary>
    public bool Trim()
    {
        if (History.Compact(_timeMs) is { } compaction)
            _forgotten.Add(compaction);
        return !_forgotten.IsEmpty;
    }

    /// <summary>The leader's newest snapshot.</summary>
    public void Written(Manifest manifest)
    {
        _forgotten.Written(manifest.Revision);
        History.Backlog.Covered(manifest.Through);
    }

    /// <summary>What is needed beside the history to lead; to be called when the seal is in.</summary>
    public async ValueTask<RecoveredStore> PrepareAsync(IJournal journal, CancellationToken cancellation)
    {
        var row = await journal.FindManifestAsync(cancellation);
        var manifest = row is null ? Manifest.Empty : ManifestFormat.Read(row);
        var orphans = manifest.OrphansAmong(await journal.ListSegmentsAsync(cancellation));
        var dirty = _forgotten.After(manifest.Revision);
        History.Backlog.Covered(manifest.Through);
        return new RecoveredStore(_state.Epoch, History, manifest, orphans)
        {
            DirtyKeys = dirty ?? [],
            IsAllDirty = dirty is null,
        };
    }

    private void Note(Seal seal)
    {
        IsOpen = seal.Candidate == Seal.Nobody;
        IsOurs = !IsOpen && seal.Candidate == _state.Candidate;
        Leader = seal.Address;
    }

    private void Show(List<StoreChange> changes)
    {
        if (!IsShown)
        {
            if (History.Through.CompareTo(_target) >= 0)
                Begin();
            return;
        }
        if (changes.Count > 0)
        {
            _state.Publication.Show(History);
            _state.Publication.Notify(changes);
        }
        _state.Reads.Applied(History.Through, History.Revision);
        _state.Follow(After.Epoch, Leader);
    }

    private void Begin()
    {
        if (IsShown)
            return;
        IsShown = true;
        _state.Publication.Replace(History);
        _state.Reads.Applied(History.Through, History.Revision);
        _state.Follow(After.Epoch, Leader);
        _state.Ready.Set();
    }
}
