using Akka.Actor;
using Akka.Actor.Setup;
using Orchestrator.Akka.Journal;
using Orchestrator.Hosting;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Akka.Hosting;

/// <summary>A control plane's journal in its member's own ActorSystem, which has to know the database before it is
/// made.</summary>
internal sealed class MemberJournal
{
    private readonly Func<ActorSystem, CancellationToken, ValueTask<AkkaJournal>> _open;

    private MemberJournal(
        Setup setup, bool isShared, Func<ActorSystem, CancellationToken, ValueTask<AkkaJournal>> open) =>
        (Setup, IsShared, _open) = (setup, isShared, open);

    /// <summary>For the ActorSystem.</summary>
    public Setup Setup { get; }

    /// <summary>Other control planes use it too.</summary>
    public bool IsShared { get; }

    /// <param name="url">A database; null: a file in the data directory.</param>
    /// <exception cref="JournalException">The URL cannot be understood.</exception>
    public static MemberJournal For(string? url, DataLayout data)
    {
        if (url is null)
        {
            return new(
                AkkaJournalConfig.Sqlite(data.Store), false,
                (akka, cancellation) => AkkaJournal.OpenSqliteAsync(akka, data.Store, cancellation));
        }
        try
        {
            var sessions = new PluginSessions(url, $"{AkkaLayout.Writer}-{Guid.NewGuid():N}");
            return new(
                AkkaJournalConfig.Postgres(sessions.Plugin), true,
                (akka, cancellation) => AkkaJournal.OpenPostgresAsync(akka, url, sessions, cancellation));
        }
        catch (ArgumentException wrong)
        {
            throw new JournalException(
                $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
        }
    }

    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    public async ValueTask<IJournal> OpenAsync(ActorSystem akka, CancellationToken cancellation) =>
        await _open(akka, cancellation);
}
