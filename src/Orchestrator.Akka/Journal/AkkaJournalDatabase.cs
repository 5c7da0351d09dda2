using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Akka.Journal;

/// <summary>Where a journal's tables are, for an actor system of one's own: what goes in when that is made, and the
/// journal to open in it.</summary>
/// <example><code>
///   var database = AkkaJournalDatabase.Postgres("postgres://orchestrator@10.0.0.9:5432/orchestrator");
///   var akka = ActorSystem.Create(
///       "mine", BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(database.Setup));
///   await using var journal = await database.OpenAsync(akka);
/// </code></example>
public sealed class AkkaJournalDatabase
{
    private readonly Func<ActorSystem, CancellationToken, ValueTask<AkkaJournal>> _open;
    private int _opened;

    private AkkaJournalDatabase(
        Setup setup, bool isShared, Func<ActorSystem, CancellationToken, ValueTask<AkkaJournal>> open) =>
        (Setup, IsShared, _open) = (setup, isShared, open);

    /// <summary>For the actor system, beside <see cref="AkkaJournalConfig.Hocon"/>. Passwords are in it: not for
    /// logs.</summary>
    public Setup Setup { get; }

    /// <summary>Other processes may use it at the same time.</summary>
    public bool IsShared { get; }

    /// <summary>The data file of a data directory, which is held from the journal's opening to its disposal.</summary>
    public static AkkaJournalDatabase Sqlite(string directory) => new(
        AkkaJournalConfig.Sqlite(directory), false,
        async (akka, cancellation) => new AkkaJournal(
            akka, AkkaJournalConfig.PluginId, await SqliteJournal.OpenAsync(directory, time: null, cancellation)));

    /// <param name="connection">As <see cref="PostgresJournal.OpenAsync"/> takes it.</param>
    /// <exception cref="ArgumentException">It cannot be understood.</exception>
    public static AkkaJournalDatabase Postgres(string connection)
    {
        var sessions = new PluginSessions(connection, $"{AkkaLayout.Writer}-{Guid.NewGuid():N}");
        return new(
            AkkaJournalConfig.Postgres(sessions.Plugin), true,
            (akka, cancellation) => AkkaJournal.OpenPostgresAsync(akka, connection, sessions, cancellation));
    }

    /// <summary>Opens the journal, once; it does not outlive the actor system.</summary>
    /// <param name="akka">Made with <see cref="AkkaJournalConfig.Hocon"/> and <see cref="Setup"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    /// <exception cref="InvalidOperationException">It was opened before.</exception>
    public ValueTask<AkkaJournal> OpenAsync(ActorSystem akka, CancellationToken cancellation = default) =>
        Interlocked.Exchange(ref _opened, 1) == 0
            ? _open(akka, cancellation)
            : throw new InvalidOperationException("a database opens one journal: make another for another");
}
