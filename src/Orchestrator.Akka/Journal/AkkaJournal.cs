using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Akka.Journal;

/// <summary>The store's journal on Akka.Persistence.Sql: events are appended and replayed by its plugin, in the tables
/// that the built-in journals use, so that either opens what the other wrote.</summary>
/// <remarks>What Akka's journal and snapshot protocols cannot say is the built-in journal's on the same tables:
/// snapshots with their condition, compaction that spares seals, and on a shared database the seal
/// (docs/decisions/0141-what-akkas-journal-does.md).</remarks>
public sealed class AkkaJournal : IJournal, IJournalFollower
{
    private readonly ActorSystem _akka;
    private readonly bool _ownsAkka;
    private readonly IJournal _tables;
    private readonly PluginSessions? _sessions;
    private readonly IActorRef _bridge;
    private readonly AppendSignal _appended = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private JournalRow? _last;
    private int _calls;

    /// <param name="akka">Configured with <see cref="AkkaJournalConfig"/>, or with another plugin.</param>
    /// <param name="pluginId">The plugin for events.</param>
    /// <param name="tables">The built-in journal on the same tables; it is disposed with this one.</param>
    public AkkaJournal(ActorSystem akka, string pluginId, IJournal tables)
        : this(akka, pluginId, tables, sessions: null, ownsAkka: false)
    {
    }

    private AkkaJournal(ActorSystem akka, string pluginId, IJournal tables, PluginSessions? sessions, bool ownsAkka)
    {
        _sessions = sessions;
        _akka = akka;
        _ownsAkka = ownsAkka;
        _tables = tables;
        Func<Task>? settle = sessions is null ? null : sessions.EndAllAsync;
        var plugin = Persistence.Instance.Apply(akka).JournalFor(pluginId);
        _bridge = akka.ActorOf(Props.Create(() => new JournalBridge(plugin, settle, _ended)));
    }

    /// <inheritdoc/>
    public bool IsExclusive => _tables.IsExclusive;

    /// <inheritdoc/>
    public string Name => _tables.Name;

    /// <inheritdoc/>
    public long SizeBytes => _tables.SizeBytes;

    /// <summary>A data directory, with an actor system of its own beneath it.</summary>
    /// <exception cref="JournalException">As <see cref="SqliteJournal.OpenAsync"/>.</exception>
    public static async ValueTask<AkkaJournal> OpenSqliteAsync(
        string directory, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var tables = await SqliteJournal.OpenAsync(directory, time, cancellation);
        return Open(tables, AkkaJournalConfig.Sqlite(directory), sessions: null);
    }

    /// <summary>A PostgreSQL database, with an actor system of its own beneath it.</summary>
    /// <param name="connection">As <see cref="PostgresJournal.OpenAsync"/> takes it.</param>
    /// <param name="time">The clock of column <c>created</c> in snapshots; the system's if null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The connection string cannot be understood.</exception>
    /// <exception cref="JournalException">As <see cref="PostgresJournal.OpenAsync"/>.</exception>
    public static async ValueTask<AkkaJournal> OpenPostgresAsync(
        string connection, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var sessions = new PluginSessions(connection, $"{AkkaLayout.Writer}-{Guid.NewGuid():N}");
        var tables = await PostgresJournal.OpenAsync(connection, time, cancellation);
        return Open(tables, AkkaJournalConfig.Postgres(sessions.Plugin), sessions);
    }

    /// <summary>A database, in an actor system made with <see cref="AkkaJournalConfig.Postgres"/> of these
    /// sessions.</summary>
    internal static async ValueTask<AkkaJournal> OpenPostgresAsync(
        ActorSystem akka, string connection, PluginSessions sessions, CancellationToken cancellation)
    {
        var tables = await PostgresJournal.OpenAsync(connection, time: null, cancellation);
        return new(akka, AkkaJournalConfig.PluginId, tables, sessions, ownsAkka: false);
    }

    /// <inheritdoc/>
    public async ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        var stored = await _tables.FindLastAsync(cancellation);
        lock (_gate)
            return stored is null || _last?.Position.CompareTo(stored.Position) > 0 ? _last : stored;
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        if (row.Kind == JournalRowKind.Seal && !_tables.IsExclusive)
        {
            // It must also wait for a manifest that is being written, and that takes a lock in its own transaction.
            await _tables.AppendAsync(row, cancellation);
        }
        else
        {
            var call = new AppendCall(row, Interlocked.Increment(ref _calls));
            await CallAsync(call, call.Done, cancellation);
            _sessions?.Appended(row.Position);
        }
        Seen(row);
        _appended.Appended(row.Position);
    }

    /// <inheritdoc/>
    public async ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        if (_tables is not IJournalFollower follower)
        {
            await AppendAsync(seal, cancellation);
            return seal.Position;
        }
        var position = await follower.SealAsync(seal, cancellation);
        Seen(seal with { Position = position });
        _appended.Appended(position);
        return position;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        var call = new ReadCall(after, bytesMax);
        await CallAsync(call, call.Done, cancellation);
        var rows = await call.Done;
        if (rows.Count > 0)
            Seen(rows[^1]);
        return rows;
    }

    /// <inheritdoc/>
    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        _tables is IJournalFollower follower
            ? follower.WaitForRowAsync(after, cancellation)
            : _appended.WaitAsync(after, cancellation);

    /// <inheritdoc/>
    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        _tables.FindManifestAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) => _tables.ReadSegmentsAsync(ids, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        _tables.ListSegmentsAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        _tables.WriteSegmentsAsync(segments, cancellation);

    /// <inheritdoc/>
    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        _tables.WriteManifestAsync(manifest, obsolete, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation) =>
        _tables.CompactAsync(through, rowsMax, cancellation);

    /// <summary>Ends what is under way, then closes the tables: a data directory is let go last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ownsAkka)
            await _akka.Terminate();
        else
            _akka.Stop(_bridge);
        if (_sessions is not null)
            await _sessions.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private static AkkaJournal Open(IJournal tables, Setup database, PluginSessions? sessions)
    {
        var setup = BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(database);
        return new AkkaJournal(
            ActorSystem.Create("orchestrator-journal", setup), AkkaJournalConfig.PluginId, tables, sessions,
            ownsAkka: true);
    }

    private async Task CallAsync(JournalCall call, Task done, CancellationToken cancellation)
    {
        _bridge.Tell(call, ActorRefs.NoSender);
        await Task.WhenAny(done, _ended.Task).WaitAsync(cancellation);
        if (!done.IsCompleted)
            call.Fail(JournalBridge.Stopped());
        await done;
    }

    private void Seen(JournalRow row)
    {
        lock (_gate)
        {
            if (_last is null || row.Position.CompareTo(_last.Position) > 0)
                _last = row with { Payload = default };
        }
    }
}
