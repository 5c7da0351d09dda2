using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Akka.Journal;
using Orchestrator.Hosting;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Hosting;

/// <summary>A control plane's journal in its member's own ActorSystem, which has to know the database before it is
/// made.</summary>
internal sealed class MemberJournal
{
    private readonly AkkaJournalDatabase _database;

    private MemberJournal(AkkaJournalDatabase database) => _database = database;

    /// <summary>For the ActorSystem.</summary>
    public Setup Setup => _database.Setup;

    /// <summary>Other control planes use it too.</summary>
    public bool IsShared => _database.IsShared;

    /// <param name="url">A database; null: a file in the data directory.</param>
    /// <exception cref="JournalException">The URL cannot be understood.</exception>
    public static MemberJournal For(string? url, DataLayout data)
    {
        try
        {
            return new(url is null ? AkkaJournalDatabase.Sqlite(data.Store) : AkkaJournalDatabase.Postgres(url));
        }
        catch (ArgumentException wrong)
        {
            throw new JournalException(
                $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
        }
    }

    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    public async ValueTask<IJournal> OpenAsync(ActorSystem akka, CancellationToken cancellation) =>
        await _database.OpenAsync(akka, cancellation);
}
