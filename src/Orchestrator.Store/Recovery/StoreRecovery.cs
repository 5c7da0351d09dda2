using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;

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
    private const int SealAttempts = 1000;
    private readonly StoreLoader _loader = new(journal, codec, options);

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
        var history = await _loader.LoadHistoryAsync(manifest, cancellation);
        await ReplayAsync(history, sealedEpoch, cancellation);
        var orphans = manifest.OrphansAmong(await journal.ListSegmentsAsync(cancellation));
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
                    SealFormat.Row(position, time.GetUtcNow().ToUnixTimeMilliseconds(), candidate, options.Advertise),
                    cancellation);
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
        if (epoch > ownEpoch || SealFormat.Read(rows[0]).Candidate != candidate)
            throw new JournalSealedException(ownEpoch);
        leads(ownEpoch + 1);
    }

    private static JournalPosition After(JournalRow? last) => last switch
    {
        null => new JournalPosition(0, 1),
        { Kind: JournalRowKind.Seal } => new JournalPosition(last.Position.Epoch + 1, 1),
        _ => last.Position.Next,
    };

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
                RowReplay.Apply(history, row, [], codec);
            }
            if (rows.Count > 0 && rows[^1].Kind != JournalRowKind.Seal)
                continue;
            if (rows.Count == 0 && await _loader.FindSealAsync(last, cancellation) is null)
                throw Missing(last.Next);
            if (last.Epoch == sealedEpoch)
                return;
            last = new JournalPosition(last.Epoch + 1, 0);
        }
    }

    private JournalCorruptException Missing(JournalPosition position) =>
        new($"row {position} is missing from {journal.Name}; restore it from a backup");
}
