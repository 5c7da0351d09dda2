using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Hosting.Joining;

/// <summary>Finds out whose journal a database is, without writing anything to it.</summary>
/// <remarks>It follows the journal as a control plane does, but never leads, until it shows the cluster's
/// keys.</remarks>
internal static class JournalAuthority
{
    /// <summary>The pin of the authority whose keys lie in it; null where no cluster's do.</summary>
    /// <param name="connection">As <c>--journal</c> takes it.</param>
    /// <exception cref="ArgumentException">The connection cannot be understood.</exception>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static async Task<string?> FindPinAsync(string connection, CancellationToken cancellation)
    {
        await using var journal = await PostgresJournal.OpenExistingAsync(connection, cancellation);
        if (journal is null || await journal.FindLastAsync(cancellation) is null)
            return null;
        await using var system = new ThreadedActorSystem();
        await using var store = StoreHost.Start(
            system, journal, new KindObjectCodec(),
            new StoreOptions { Follow = true, Succession = Succession.Appointment });
        await store.ReadyAsync(cancellation);
        if (store.Current.Get(ClusterKeys.StorageKey)?.Value.Object is not Secret keys)
            return null;
        using var authority = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(keys.Data["ca.crt"].Span));
        return AuthorityPin.Of(authority);
    }
}
