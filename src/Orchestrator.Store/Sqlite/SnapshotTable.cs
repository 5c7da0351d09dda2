using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Sqlite;

/// <summary>The statements on table <c>snapshot</c>: segments, and the manifest that names those that count.</summary>
internal sealed class SnapshotTable : IDisposable
{
    private readonly SqliteStatement _write;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _manifest;
    private readonly SqliteStatement _deleteManifests;
    private readonly SqliteStatement _list;

    public SnapshotTable(SqliteDatabase database)
    {
        _write = database.Prepare(
            "INSERT OR REPLACE INTO snapshot "
            + "(persistence_id, sequence_number, created, snapshot, manifest, serializer_id) "
            + $"VALUES (?, ?, ?, ?, ?, {AkkaLayout.SerializerId})");
        _delete = database.Prepare("DELETE FROM snapshot WHERE persistence_id = ? AND sequence_number = ?");
        _read = database.Prepare("SELECT snapshot FROM snapshot WHERE persistence_id = ? AND sequence_number = ?");
        _manifest = database.Prepare(
            "SELECT sequence_number, snapshot, manifest FROM snapshot "
            + $"WHERE persistence_id = '{AkkaLayout.ManifestId}' ORDER BY sequence_number DESC LIMIT 1");
        _deleteManifests = database.Prepare(
            $"DELETE FROM snapshot WHERE persistence_id = '{AkkaLayout.ManifestId}' AND sequence_number <> ?");
        _list = database.Prepare(
            "SELECT persistence_id, sequence_number FROM snapshot WHERE persistence_id GLOB 'store-segments-[0-9]*'");
    }

    public ManifestRow? FindManifest()
    {
        try
        {
            if (!_manifest.Step())
                return null;
            if (_manifest.Text(2) != AkkaLayout.ManifestManifest)
                throw new JournalCorruptException(
                    $"the snapshot is a '{_manifest.Text(2)}', which this version does not know: a newer one wrote it");
            return new ManifestRow(0, _manifest.Integer(0), _manifest.Blob(1));
        }
        finally
        {
            _manifest.Reset();
        }
    }

    public SegmentRow Read(SegmentId id)
    {
        try
        {
            if (!_read.Bind(AkkaLayout.SegmentsId(id.Epoch)).Bind(id.Number).Step())
                throw new JournalCorruptException(
                    $"segment {id.Epoch}/{id.Number} of the snapshot is missing; "
                    + "restore the data directory from a backup");
            return new SegmentRow(id, _read.Blob(0));
        }
        finally
        {
            _read.Reset();
        }
    }

    public IReadOnlyList<SegmentId> List()
    {
        var found = new List<SegmentId>();
        try
        {
            while (_list.Step())
                found.Add(new SegmentId(AkkaLayout.SegmentsEpochOf(_list.Text(0)), _list.Integer(1)));
            return found;
        }
        finally
        {
            _list.Reset();
        }
    }

    public void Write(SegmentRow segment, long timeMs) =>
        Write(
            AkkaLayout.SegmentsId(segment.Id.Epoch), segment.Id.Number, timeMs, segment.Payload,
            AkkaLayout.SegmentManifest);

    public void Write(ManifestRow manifest, long timeMs)
    {
        Write(AkkaLayout.ManifestId, manifest.Revision, timeMs, manifest.Payload, AkkaLayout.ManifestManifest);
        _deleteManifests.Bind(manifest.Revision).Run();
    }

    public void Delete(SegmentId id) => _delete.Bind(AkkaLayout.SegmentsId(id.Epoch)).Bind(id.Number).Run();

    public void Dispose()
    {
        foreach (var statement in new[] { _write, _delete, _read, _manifest, _deleteManifests, _list })
            statement.Dispose();
    }

    private void Write(string id, long number, long timeMs, ReadOnlyMemory<byte> payload, string manifest) =>
        _write.Bind(id).Bind(number).Bind(AkkaLayout.TicksOf(timeMs)).Bind(payload.Span).Bind(manifest).Run();
}
