using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The journal of several control planes: a PostgreSQL database, in the tables of
/// Akka.Persistence.Sql.</summary>
/// <remarks>
/// <code>
///   await using var journal = await PostgresJournal.OpenAsync("postgres://user:password@host/orchestrator");
///   var store = StoreHost.Start(context.Spawn, journal, new KindObjectCodec());
/// </code>
/// Two connections: writes go one after the other over the first, reads over the second, so that confirming leadership
/// does not wait for an append. A lost connection is made again; its calls fail, and are for the store to look up.
/// </remarks>
public sealed class PostgresJournal : IJournal, IJournalFollower
{
    private readonly TimeProvider _time;
    private readonly PostgresPipeline _writes;
    private readonly PostgresPipeline _reads;
    private readonly AppendListener _listener;
    private readonly Lock _gate = new();
    private Task<JournalRow?>? _nextLast;
    private long _sizeBytes;

    private PostgresJournal(NpgsqlConnectionStringBuilder where, TimeProvider time)
    {
        _time = time;
        Name = $"the database {where.Database} at {where.Host}:{where.Port}";
        var lost = new LostBackends();
        _writes = new PostgresPipeline(where, lost, isWriter: true);
        _reads = new PostgresPipeline(where, lost, isWriter: false);
        _listener = new AppendListener(where);
    }

    public string Name { get; }

    public bool IsExclusive => false;

    /// <summary>As of the last snapshot, and what was appended since.</summary>
    public long SizeBytes => Volatile.Read(ref _sizeBytes);

    /// <summary>Why a connection cannot be understood; null where it can. Nothing is connected to.</summary>
    public static string? WhatIsWrong(string connection)
    {
        try
        {
            PostgresConnectionString.Parse(connection);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Connects, checks that the server keeps what it acknowledges, and makes the tables that are not
    /// there.</summary>
    /// <param name="connection"><c>postgres://user:password@host:port/database?sslmode=…</c>, or Npgsql's
    /// <c>Host=…;Database=…</c>.</param>
    /// <param name="time">The clock of column <c>created</c> in snapshots; the system's if null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The connection string cannot be understood.</exception>
    /// <exception cref="JournalReadOnlyException">A standby, or the user lacks a right.</exception>
    /// <exception cref="JournalCorruptException">The tables are another program's.</exception>
    /// <exception cref="JournalException">It cannot be reached, refuses the user, or would lose what it
    /// acknowledges.</exception>
    public static async ValueTask<PostgresJournal> OpenAsync(
        string connection, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var journal = new PostgresJournal(PostgresConnectionString.Parse(connection), time ?? TimeProvider.System);
        await journal.BeginAsync(
            async session =>
            {
                await PostgresSchema.EnsureAsync(session);
                return true;
            },
            cancellation);
        return journal;
    }

    /// <summary>The same for a journal that others have made, to read it; null where there is none. Nothing is
    /// changed.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be understood.</exception>
    /// <exception cref="JournalException">As <see cref="OpenAsync"/>.</exception>
    public static async ValueTask<PostgresJournal?> OpenExistingAsync(
        string connection, CancellationToken cancellation = default)
    {
        var journal = new PostgresJournal(PostgresConnectionString.Parse(connection), TimeProvider.System);
        if (await journal.BeginAsync(PostgresSchema.ExistsAsync, cancellation))
            return journal;
        await journal.DisposeAsync();
        return null;
    }

    /// <summary>Calls that come while one waits share its question: it is put after all of them.</summary>
    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_nextLast is null or { IsCompleted: true })
                _nextLast = _reads.RunAsync(FindLastAsync, CancellationToken.None);
            return new(_nextLast.WaitAsync(cancellation));
        }
    }

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation) =>
        WriteAsync(
            async session =>
            {
                await JournalTable.AppendAsync(session, row);
                Interlocked.Add(ref _sizeBytes, row.Payload.Length);
            },
            cancellation);

    public ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation) =>
        new(_writes.RunAsync(
            async session =>
            {
                var position = await LockedSeal.WriteAsync(session, seal);
                Interlocked.Add(ref _sizeBytes, seal.Payload.Length);
                return position;
            },
            cancellation));

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        new(_reads.RunAsync(session => JournalTable.ReadAsync(session, after, bytesMax), cancellation));

    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        _listener.WaitAsync(after, cancellation);

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        new(_reads.RunAsync(SnapshotTable.FindManifestAsync, cancellation));

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        new(_reads.RunAsync(session => SnapshotTable.ReadAsync(session, ids), cancellation));

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        new(_reads.RunAsync(SnapshotTable.ListAsync, cancellation));

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        WriteAsync(session => SnapshotTable.WriteAsync(session, segments, NowMs()), cancellation);

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        WriteAsync(
            async session =>
            {
                await SnapshotTable.WriteAsync(session, manifest, obsolete, NowMs());
                await MeasureAsync(session);
            },
            cancellation);

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        new(_writes.RunAsync(session => JournalTable.CompactAsync(session, through, rowsMax), cancellation));

    /// <summary>Closes the connections when what is under way has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _writes.DisposeAsync();
        await _reads.DisposeAsync();
    }

    /// <summary>The first call of all, for the tables; false: they are not there.</summary>
    private async Task<bool> BeginAsync(
        Func<NpgsqlConnection, Task<bool>> prepare, CancellationToken cancellation)
    {
        try
        {
            return await _writes.RunAsync(
                async session =>
                {
                    if (!await prepare(session))
                        return false;
                    await MeasureAsync(session);
                    return true;
                },
                cancellation).WaitAsync(cancellation);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private Task<JournalRow?> FindLastAsync(NpgsqlConnection session)
    {
        lock (_gate)
            _nextLast = null;
        return JournalTable.FindLastAsync(session);
    }

    private ValueTask WriteAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancellation) =>
        new(_writes.RunAsync(
            async session =>
            {
                await write(session);
                return true;
            },
            cancellation));

    private async Task MeasureAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_total_relation_size('journal') + pg_total_relation_size('snapshot')", session);
        Volatile.Write(ref _sizeBytes, (long)(await command.ExecuteScalarAsync())!);
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
