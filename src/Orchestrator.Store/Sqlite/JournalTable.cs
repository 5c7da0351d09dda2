using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Sqlite;

/// <summary>The statements on table <c>journal</c>.</summary>
internal sealed class JournalTable : IDisposable
{
    // Other persistent actors may share the table.
    private const string Ours = "persistence_id GLOB 'store-[0-9]*'";
    private readonly SqliteStatement _append;
    private readonly SqliteStatement _exists;
    private readonly SqliteStatement _last;
    private readonly SqliteStatement _lastOfEpoch;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _compact;
    private readonly SqliteStatement _changes;

    public JournalTable(SqliteDatabase database)
    {
        _append = database.Prepare(
            "INSERT INTO journal "
            + "(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
            + $"VALUES (?, 0, ?, ?, ?, ?, {AkkaLayout.SerializerId}, '{AkkaLayout.Writer}')");
        _exists = database.Prepare("SELECT 1 FROM journal WHERE persistence_id = ? AND sequence_number = ?");
        _last = database.Prepare(
            "SELECT persistence_id, sequence_number, manifest, created FROM journal "
            + $"WHERE {Ours} ORDER BY ordering DESC LIMIT 1");
        _lastOfEpoch = database.Prepare(
            "SELECT manifest FROM journal WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1");
        _read = database.Prepare(
            "SELECT sequence_number, manifest, created, message FROM journal "
            + "WHERE persistence_id = ? AND sequence_number > ? ORDER BY sequence_number");
        // The row that bounds the range goes last, so that a range half dropped can be finished.
        _compact = database.Prepare(
            "DELETE FROM journal WHERE ordering IN (SELECT ordering FROM journal WHERE ordering <= "
            + "(SELECT ordering FROM journal WHERE persistence_id = ? AND sequence_number = ?) "
            + $"AND {Ours} AND manifest <> '{AkkaLayout.SealManifest}' ORDER BY ordering LIMIT ?)");
        _changes = database.Prepare("SELECT changes()");
    }

    public void Append(JournalRow row)
    {
        if (Exists(row.Position))
            throw new JournalConflictException(row.Position);
        _append
            .Bind(AkkaLayout.TicksOf(row.TimeMs))
            .Bind(AkkaLayout.EpochId(row.Position.Epoch))
            .Bind(row.Position.Sequence)
            .Bind(row.Payload.Span)
            .Bind(AkkaLayout.ManifestOf(row.Kind))
            .Run();
    }

    public JournalRow? FindLast()
    {
        try
        {
            if (!_last.Step())
                return null;
            var position = new JournalPosition(AkkaLayout.EpochOf(_last.Text(0)), _last.Integer(1));
            var kind = AkkaLayout.KindOf(_last.Text(2), position);
            return new JournalRow(position, kind, AkkaLayout.TimeMsOf(_last.Integer(3)), default);
        }
        finally
        {
            _last.Reset();
        }
    }

    public bool IsSealed(long epoch)
    {
        try
        {
            return _lastOfEpoch.Bind(AkkaLayout.EpochId(epoch)).Step()
                && _lastOfEpoch.Text(0) == AkkaLayout.SealManifest;
        }
        finally
        {
            _lastOfEpoch.Reset();
        }
    }

    public IReadOnlyList<JournalRow> Read(JournalPosition after, int bytesMax)
    {
        var rows = new List<JournalRow>();
        var bytes = 0L;
        try
        {
            _read.Bind(AkkaLayout.EpochId(after.Epoch)).Bind(after.Sequence);
            while (bytes < bytesMax && _read.Step())
            {
                var position = after with { Sequence = _read.Integer(0) };
                var payload = _read.Blob(3);
                bytes += payload.Length;
                var kind = AkkaLayout.KindOf(_read.Text(1), position);
                rows.Add(new JournalRow(position, kind, AkkaLayout.TimeMsOf(_read.Integer(2)), payload));
            }
            return rows;
        }
        finally
        {
            _read.Reset();
        }
    }

    public int Compact(JournalPosition through, int rowsMax)
    {
        _compact.Bind(AkkaLayout.EpochId(through.Epoch)).Bind(through.Sequence).Bind(rowsMax).Run();
        try
        {
            _changes.Step();
            return (int)_changes.Integer(0);
        }
        finally
        {
            _changes.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _append, _exists, _last, _lastOfEpoch, _read, _compact, _changes })
            statement.Dispose();
    }

    private bool Exists(JournalPosition position)
    {
        try
        {
            return _exists.Bind(AkkaLayout.EpochId(position.Epoch)).Bind(position.Sequence).Step();
        }
        finally
        {
            _exists.Reset();
        }
    }
}
