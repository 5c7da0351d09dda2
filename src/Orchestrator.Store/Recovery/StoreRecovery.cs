using Orchestrator.Actors;
using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Recovery;

/// <summary>A start: seal the last leadership, load the snapshot, replay the retained rows behind it.</summary>
/// <remarks>
/// The seal comes first, so that what is read afterwards cannot grow. An empty journal is taken over like any other:
/// its "predecessor" is epoch 0. <c>leads</c> is told an epoch as soon as it is ours. A seal whose writer died before
/// it wrote anything is followed by an empty epoch, sealed in turn.
/// </remarks>
internal sealed class StoreRecovery(
    IJournal journal, IObjectCodec codec, StoreOptions options, TimeProvider time, ulong candidate,
    Action<long> leads)
{
    private const int ReadBytes = 4 << 20;
    private const int SegmentsPerRead = 16;
    private const int SealAttempts = 1000;

    /// <param name="ownEpoch">0 at a store's first start: whoever leads is sealed. Later its own epoch: an actor that
    /// was restarted must not take the store back from a leader that took it over meanwhile.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <exception cref="JournalSealedException">Another leader has taken over since <paramref name="ownEpoch"/>
    /// began.</exception>
    /// <exception cref="JournalException">The journal cannot be read or written; the text says what to do.</exception>
    public async ValueTask<RecoveredStore> RunAsync(long ownEpoch, CancellationToken cancellation)
    {
        var sealedEpoch = await SealAsync(ownEpoch, cancellation);
        var manifestRow = await journal.FindManifestAsync(cancellation);
        var manifest = manifestRow is null ? Manifest.Empty : ManifestFormat.Read(manifestRow);
        var tree = await LoadAsync(manifest, cancellation);
        var history = new StoreHistory(tree, manifest.Revision, manifest.Through, manifest.TimeMs, options);
        await ReplayAsync(history, sealedEpoch, cancellation);
        var orphans = await FindOrphansAsync(manifest, cancellation);
        return new RecoveredStore(sealedEpoch + 1, history, manifest, orphans);
    }

    private async ValueTask<long> SealAsync(long ownEpoch, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = await journal.FindLastAsync(cancellation);
            if (ownEpoch > 0)
                await CheckOursAsync(ownEpoch, last!, cancellation);
            var position = After(last);
            try
            {
                await journal.AppendAsync(
                    SealFormat.Row(position, time.GetUtcNow().ToUnixTimeMilliseconds(), candidate), cancellation);
                leads(position.Epoch + 1);
                return position.Epoch;
            }
            catch (JournalConflictException) when (attempt < SealAttempts)
            {
                // The predecessor wrote one more, or another candidate was quicker: look again.
            }
        }
    }

    /// <summary>Our own epoch may end with a seal of ours, whose answer was lost; not with anyone else's.</summary>
    private async ValueTask CheckOursAsync(long ownEpoch, JournalRow last, CancellationToken cancellation)
    {
        var (epoch, sequence) = last.Position;
        if (epoch < ownEpoch || (epoch == ownEpoch && last.Kind != JournalRowKind.Seal))
            return;
        var rows = await journal.ReadAsync(new JournalPosition(epoch, sequence - 1), 1, cancellation);
        if (epoch > ownEpoch || SealFormat.Candidate(rows[0]) != candidate)
            throw new JournalSealedException(ownEpoch);
        leads(ownEpoch + 1);
    }

    private static JournalPosition After(JournalRow? last) => last switch
    {
        null => new JournalPosition(0, 1),
        { Kind: JournalRowKind.Seal } => new JournalPosition(last.Position.Epoch + 1, 1),
        _ => last.Position.Next,
    };

    private async ValueTask<EntryTree> LoadAsync(Manifest manifest, CancellationToken cancellation)
    {
        var editor = EntryTree.Empty.Edit();
        for (var from = 0; from < manifest.Segments.Count; from += SegmentsPerRead)
        {
            var ids = manifest.Segments.Skip(from).Take(SegmentsPerRead).Select(segment => segment.Id).ToList();
            foreach (var row in await journal.ReadSegmentsAsync(ids, cancellation))
                SegmentFormat.Read(row, editor.Set, codec);
        }
        return editor.Commit();
    }

    private async ValueTask ReplayAsync(StoreHistory history, long sealedEpoch, CancellationToken cancellation)
    {
        var last = history.Through;
        // A manifest may reach just to the seal of its epoch; then the next row is the following epoch's first.
        while (true)
        {
            var rows = await journal.ReadAsync(last, ReadBytes, cancellation);
            foreach (var row in rows)
            {
                if (row.Position != last.Next)
                    throw Missing(last.Next);
                last = row.Position;
                Replay(history, row);
            }
            if (rows.Count > 0 && rows[^1].Kind != JournalRowKind.Seal)
                continue;
            if (rows.Count == 0 && !await EndsWithSealAsync(last, cancellation))
                throw Missing(last.Next);
            if (last.Epoch == sealedEpoch)
                return;
            last = new JournalPosition(last.Epoch + 1, 0);
        }
    }

    /// <summary>Whether a manifest's own last row is its epoch's seal.</summary>
    private async ValueTask<bool> EndsWithSealAsync(JournalPosition last, CancellationToken cancellation)
    {
        if (last.Sequence == 0)
            return false;
        var rows = await journal.ReadAsync(last with { Sequence = last.Sequence - 1 }, 1, cancellation);
        return rows is [{ Kind: JournalRowKind.Seal }, ..];
    }

    private void Replay(StoreHistory history, JournalRow row)
    {
        if (row.Kind == JournalRowKind.Seal)
        {
            SealFormat.Candidate(row);
            history.Advance(row.Position);
            return;
        }
        var editor = history.Head.Edit();
        var changes = new List<StoreChange>();
        var timeMs = BatchFormat.Read(row, history.Revision, editor.Get, Apply, codec);
        history.Append(changes, editor.Commit(), row.Position, Math.Max(timeMs, history.TimeMs));

        void Apply(StoreChange change)
        {
            editor.Put(change.Key, change.Current);
            changes.Add(change);
        }
    }

    private async ValueTask<IReadOnlyList<SegmentId>> FindOrphansAsync(
        Manifest manifest, CancellationToken cancellation)
    {
        var named = manifest.Segments.Select(segment => segment.Id).ToHashSet();
        var stored = await journal.ListSegmentsAsync(cancellation);
        return [.. stored.Where(id => !named.Contains(id)).OrderBy(id => id.Epoch).ThenBy(id => id.Number)];
    }

    private JournalCorruptException Missing(JournalPosition position) =>
        new($"row {position} is missing from {journal.Name}; restore it from a backup");
}
