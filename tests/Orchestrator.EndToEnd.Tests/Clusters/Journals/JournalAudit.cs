using System.Text.Json;
using Orchestrator.Store.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>Goes through a journal row by row and says what is wrong with it. Pure.</summary>
/// <remarks>
/// What must hold: rows lie in the order of their positions, none is missing, an epoch ends with its seal and the next
/// one follows it; the revisions that the rows give go up by one from write to write, through all leaderships; each
/// write knew what the key held; the snapshot shows what the rows up to it wrote; and each write that a client was told
/// of is at just that revision, in a row or under the snapshot.
/// </remarks>
internal sealed class JournalAudit
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<long, JournalWrite> _writes = [];
    private readonly Dictionary<string, long> _creates = [];
    private readonly Dictionary<string, (long Created, long Changed)> _held;
    private readonly Dictionary<string, JournalWrite> _covered = [];
    private readonly SnapshotPicture _snapshot;
    private JournalRow? _last;
    private long? _revision;
    private bool _hasBatch;

    private JournalAudit(JournalContents journal)
    {
        _snapshot = SnapshotPicture.Of(journal, _faults);
        _held = new(_snapshot.Keys);
    }

    /// <param name="journal">All of it.</param>
    /// <param name="acknowledged">What clients were told.</param>
    public static JournalFindings Of(JournalContents journal, IEnumerable<AcknowledgedWrite> acknowledged)
    {
        var audit = new JournalAudit(journal);
        foreach (var row in journal.Rows)
            audit.Follow(row);
        audit.CompareSnapshot();
        foreach (var write in acknowledged)
            audit.Find(write);
        return new JournalFindings(
            journal.Rows.Select(row => row.Position.Epoch).Distinct().Count(), audit._writes.Count, audit._faults);
    }

    private void Follow(JournalRow row)
    {
        CheckPosition(row);
        if (row.Kind == JournalRowKind.Seal)
            SealFormat.Read(row);
        else
            FollowBatch(row);
        _last = row;
    }

    private void CheckPosition(JournalRow row)
    {
        var isNext = _last switch
        {
            // The seal of nobody's leadership comes first, and seals are never compacted.
            null => row is { Kind: JournalRowKind.Seal, Position: { Epoch: 0, Sequence: 1 } },
            { Kind: JournalRowKind.Seal } seal when row.Position.Epoch == seal.Position.Epoch + 1 =>
                row.Position.Sequence == 1 || (!_hasBatch && IsFirstBehindTheSnapshot(row.Position)),
            { Kind: JournalRowKind.Batch } batch => row.Position == batch.Position.Next,
            _ => false,
        };
        if (!isNext)
            _faults.Add(_last is null
                ? $"row {row.Position} is the first"
                : $"row {row.Position} follows {_last.Position}{(_last.Kind == JournalRowKind.Seal ? ", a seal" : "")}");
    }

    /// <summary>The oldest row that is left where others of its epoch were compacted.</summary>
    private bool IsFirstBehindTheSnapshot(JournalPosition position) =>
        new JournalPosition(position.Epoch, position.Sequence - 1).CompareTo(_snapshot.Through) <= 0;

    private void FollowBatch(JournalRow row)
    {
        var (first, writes) = BatchDecoder.Read(row);
        if (_revision is { } revision && first != revision + 1)
            _faults.Add($"row {row.Position} begins at revision {first}, {revision + 1} was to come");
        else if (_revision is null && !IsFirst(row, first))
            _faults.Add(
                $"row {row.Position}, the first, begins at revision {first}; the snapshot ends at {_snapshot.Revision}");
        _hasBatch = true;
        _revision = first + writes.Count - 1;
        foreach (var write in writes)
            FollowWrite(row, write);
    }

    private bool IsFirst(JournalRow row, long first) =>
        IsCovered(row) ? first <= _snapshot.Revision + 1 : first == _snapshot.Revision + 1;

    private bool IsCovered(JournalRow row) => row.Position.CompareTo(_snapshot.Through) <= 0;

    private void FollowWrite(JournalRow row, JournalWrite write)
    {
        if (!_writes.TryAdd(write.Revision, write))
            _faults.Add(
                $"revision {write.Revision} was given to {_writes[write.Revision].Key} and, in row {row.Position}, to {write.Key}");
        if (write.PreviousRevision == 0)
            _creates[write.Key] = write.Revision;
        if (write.Json is { } json && ResourceVersion(json) != write.Revision)
            _faults.Add($"{write.Key} at revision {write.Revision} says of itself {ResourceVersion(json)}");
        if (IsCovered(row))
            _covered[write.Key] = write;
        else
            Apply(row, write);
    }

    private void Apply(JournalRow row, JournalWrite write)
    {
        var (created, changed) = _held.GetValueOrDefault(write.Key);
        if (changed != write.PreviousRevision)
            _faults.Add(
                $"row {row.Position} changes {write.Key} from revision {write.PreviousRevision}, it held {changed}");
        if (write.CreateRevision != (created == 0 ? write.Revision : created))
            _faults.Add(
                $"row {row.Position} says that {write.Key} was made at {write.CreateRevision}, it was at {created}");
        if (write.Json is null)
            _held.Remove(write.Key);
        else
            _held[write.Key] = (write.CreateRevision, write.Revision);
    }

    /// <summary>Rows that the snapshot includes and that are still there must have come to what it shows.</summary>
    private void CompareSnapshot()
    {
        foreach (var (key, write) in _covered)
        {
            var shown = _snapshot.Keys.GetValueOrDefault(key).Changed;
            if (shown != (write.Json is null ? 0 : write.Revision))
                _faults.Add($"the snapshot has {key} at revision {shown}, the rows before it at {write.Revision}");
        }
    }

    private void Find(AcknowledgedWrite told)
    {
        if (told.Revision == 0)
        {
            if (!_creates.ContainsKey(told.Key) && !_snapshot.Keys.ContainsKey(told.Key))
                _faults.Add($"{told.Key} was said to be there, and is nowhere");
            return;
        }
        if (_writes.TryGetValue(told.Revision, out var write))
        {
            if (write.Key != told.Key)
                _faults.Add($"{told.Key} was acknowledged at revision {told.Revision}, which is {write.Key}'s");
            return;
        }
        if (told.Revision > _snapshot.Revision)
            _faults.Add($"{told.Key} was acknowledged at revision {told.Revision}, which no row gives");
        else if (!Covers(told))
            _faults.Add(
                $"{told.Key} was acknowledged at revision {told.Revision}; the snapshot has it at "
                + $"{_snapshot.Keys.GetValueOrDefault(told.Key).Changed}");
    }

    /// <summary>It shows that write, or a later one of the same object.</summary>
    private bool Covers(AcknowledgedWrite told) =>
        _snapshot.Keys.TryGetValue(told.Key, out var shown)
        && (shown.Changed == told.Revision || (shown.Changed > told.Revision && shown.Created <= told.Revision));

    private static long ResourceVersion(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return long.Parse(
            document.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
    }
}
