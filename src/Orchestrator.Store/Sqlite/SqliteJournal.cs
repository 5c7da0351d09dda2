using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Sqlite;

/// <summary>The embedded default: one SQLite file in a data directory that this process holds alone.</summary>
public sealed class SqliteJournal : IJournal
{
    private readonly JournalThread _thread;
    private readonly DataDirectoryLock _lock;
    private readonly SqliteDatabase _database;
    private readonly JournalTable _rows;
    private readonly SnapshotTable _snapshots;
    private readonly TimeProvider _time;
    private int _isDisposed;

    private SqliteJournal(JournalThread thread, DataDirectoryLock held, SqliteDatabase database, TimeProvider time)
    {
        _thread = thread;
        _lock = held;
        _database = database;
        _time = time;
        _database.Execute(SqliteSchema.Create);
        _rows = new JournalTable(database);
        _snapshots = new SnapshotTable(database);
    }

    public bool IsExclusive => true;

    public string Name => $"the data directory {Path.GetDirectoryName(_database.FilePath)}";

    public long SizeBytes => Length(_database.FilePath) + Length(_database.FilePath + "-wal");

    /// <summary>Takes the directory, made if need be, and opens its file.</summary>
    /// <exception cref="DataDirectoryLockedException">Another process has it; the text names it.</exception>
    /// <exception cref="JournalReadOnlyException">It cannot be written to.</exception>
    /// <exception cref="JournalCorruptException">The file is damaged or is something else.</exception>
    /// <exception cref="JournalFullException">No space is left.</exception>
    public static async ValueTask<SqliteJournal> OpenAsync(
        string directory, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var thread = new JournalThread();
        try
        {
            return await thread.RunAsync(() => Open(thread, directory, time ?? TimeProvider.System), cancellation);
        }
        catch
        {
            thread.End();
            throw;
        }
    }

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        _thread.RunAsync(_rows.FindLast, cancellation);

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        RunAsync(() => _rows.Append(row), cancellation);

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        _thread.RunAsync(() => _rows.Read(after, bytesMax), cancellation);

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        _thread.RunAsync(_snapshots.FindManifest, cancellation);

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        _thread.RunAsync<IReadOnlyList<SegmentRow>>(() => [.. ids.Select(_snapshots.Read)], cancellation);

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        _thread.RunAsync(_snapshots.List, cancellation);

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        RunInTransactionAsync(
            () =>
            {
                foreach (var segment in segments)
                    _snapshots.Write(segment, NowMs());
            },
            cancellation);

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        RunInTransactionAsync(
            () =>
            {
                if (_rows.IsSealed(manifest.Epoch))
                    throw new JournalSealedException(manifest.Epoch);
                _snapshots.Write(manifest, NowMs());
                foreach (var id in obsolete)
                    _snapshots.Delete(id);
            },
            cancellation);

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        _thread.RunAsync(() => _rows.Compact(through, rowsMax), cancellation);

    /// <summary>Closes the file when what is under way has ended, and lets the directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await RunAsync(
            () =>
            {
                _rows.Dispose();
                _snapshots.Dispose();
                _database.Dispose();
                _lock.Dispose();
            },
            CancellationToken.None);
        _thread.End();
    }

    /// <summary>For tests of a full disk: the file may not grow beyond this many pages of 4 KiB.</summary>
    internal ValueTask LimitPagesAsync(int pages) =>
        RunAsync(() => _database.Execute($"PRAGMA max_page_count = {pages}"), CancellationToken.None);

    private static SqliteJournal Open(JournalThread thread, string directory, TimeProvider time)
    {
        var held = DataDirectoryLock.Take(directory);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(Path.Combine(directory, SqliteSchema.FileName));
            return new SqliteJournal(thread, held, database, time);
        }
        catch
        {
            database?.Dispose();
            held.Dispose();
            throw;
        }
    }

    private ValueTask RunInTransactionAsync(Action work, CancellationToken cancellation) =>
        RunAsync(() => _database.InTransaction(work), cancellation);

    private async ValueTask RunAsync(Action work, CancellationToken cancellation) =>
        await _thread.RunAsync(
            () =>
            {
                work();
                return true;
            },
            cancellation);

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
