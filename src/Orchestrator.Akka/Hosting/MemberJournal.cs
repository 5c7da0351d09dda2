using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Akka.Cluster.Downing;
using Orchestrator.Akka.Journal;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Akka.Hosting;

/// <summary>A control plane's journal in its member's own ActorSystem, which has to know the database before it is
/// made.</summary>
internal sealed class MemberJournal
{
    private readonly AkkaJournalDatabase _database;

    private readonly string? _url;

    private MemberJournal(string? url, AkkaJournalDatabase database) => (_url, _database) = (url, database);

    /// <summary>For the ActorSystem: the journal's database, and where it is shared the arbiter that is in
    /// it.</summary>
    public Setup[] Setups =>
        IsShared ? [_database.Setup, new ArbiterSetup(new Arbiter(new JournalRulings(_url!)))] : [_database.Setup];

    /// <summary>Other control planes use it too.</summary>
    public bool IsShared => _database.IsShared;

    /// <param name="url">A database; null: a file in the data directory.</param>
    /// <exception cref="JournalException">The URL cannot be understood.</exception>
    public static MemberJournal For(string? url, DataLayout data)
    {
        try
        {
            return new(url, url is null ? AkkaJournalDatabase.Sqlite(data.Store) : AkkaJournalDatabase.Postgres(url));
        }
        catch (ArgumentException wrong)
        {
            throw new JournalException(
                $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
        }
    }

    /// <summary>Which journal it is, where others use it too; null where it is empty. Changes nothing, also where there
    /// are no tables yet.</summary>
    /// <exception cref="JournalException">It cannot be read; the text says what to do.</exception>
    public async Task<(string Name, JournalIdentity? Identity)> IdentifyAsync(CancellationToken cancellation)
    {
        await using var journal = await PostgresJournal.OpenExistingAsync(_url!, cancellation);
        return journal is null
            ? (PostgresConnectionString.NameOf(PostgresConnectionString.Parse(_url!)), null)
            : (journal.Name, await JournalIdentity.ReadAsync(journal, cancellation));
    }

    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    public async ValueTask<IJournal> OpenAsync(ActorSystem akka, CancellationToken cancellation) =>
        await _database.OpenAsync(akka, cancellation);
}
