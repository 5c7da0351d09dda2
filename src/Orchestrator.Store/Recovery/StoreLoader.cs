using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Recovery;

/// <summary>Loads the last snapshot; while another store leads, too.</summary>
internal sealed class StoreLoader(IJournal journal, IObjectCodec codec, StoreOptions options)
{
    private const int ReadBytes = 1 << 20;
    private const int SegmentsPerRead = 16;

    /// <summary>The last snapshot, and where the rows behind it begin.</summary>
    /// <exception cref="JournalException">The journal cannot be read; the text says what to do.</exception>
    public async ValueTask<LoadedStore> LoadAsync(CancellationToken cancellation)
    {
        var last = await journal.FindLastAsync(cancellation);
        while (true)
        {
            var row = await journal.FindManifestAsync(cancellation);
            var manifest = row is null ? Manifest.Empty : ManifestFormat.Read(row);
            try
            {
                return await LoadAsync(manifest, last, cancellation);
            }
            catch (JournalCorruptException)
            {
                // A leader that wrote the next snapshot meanwhile has dropped segments of this one.
                var now = await journal.FindManifestAsync(cancellation);
                if (row is null || now is null || now.Payload.Span.SequenceEqual(row.Payload.Span))
                    throw;
            }
        }
    }

    public async ValueTask<StoreHistory> LoadHistoryAsync(Manifest manifest, CancellationToken cancellation)
    {
        var editor = EntryTree.Empty.Edit();
        for (var from = 0; from < manifest.Segments.Count; from += SegmentsPerRead)
        {
            var ids = manifest.Segments.Skip(from).Take(SegmentsPerRead).Select(segment => segment.Id).ToList();
            foreach (var row in await journal.ReadSegmentsAsync(ids, cancellation))
                SegmentFormat.Read(row, editor.Set, codec);
        }
        return new StoreHistory(editor.Commit(), manifest.Revision, manifest.Through, manifest.TimeMs, options);
    }

    /// <summary>The seal at a position, should one be there.</summary>
    public async ValueTask<Seal?> FindSealAsync(JournalPosition at, CancellationToken cancellation)
    {
        if (at.Sequence == 0)
            return null;
        var rows = await journal.ReadAsync(at with { Sequence = at.Sequence - 1 }, 1, cancellation);
        return rows is [{ Kind: JournalRowKind.Seal } row, ..] && row.Position == at ? SealFormat.Read(row) : null;
    }

    private async ValueTask<LoadedStore> LoadAsync(Manifest manifest, JournalRow? last, CancellationToken cancellation)
    {
        var history = await LoadHistoryAsync(manifest, cancellation);
        var through = manifest.Through;
        // A snapshot may reach just to the seal of its epoch.
        if (await FindSealAsync(through, cancellation) is { } seal)
            return new LoadedStore(history, new JournalPosition(through.Epoch + 1, 0), seal, last);
        return new LoadedStore(history, through, await FindEndAsync(through.Epoch - 1, cancellation), last);
    }

    /// <summary>The seal at an epoch's end: it is never compacted, the rows before it may be.</summary>
    private async ValueTask<Seal?> FindEndAsync(long epoch, CancellationToken cancellation)
    {
        for (var after = new JournalPosition(epoch, 0); epoch >= 0;)
        {
            var rows = await journal.ReadAsync(after, ReadBytes, cancellation);
            if (rows.Count == 0)
                break;
            if (rows[^1].Kind == JournalRowKind.Seal)
                return SealFormat.Read(rows[^1]);
            after = rows[^1].Position;
        }
        return null;
    }
}
