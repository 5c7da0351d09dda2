using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Stores on a database.</summary>
internal static class OnPostgres
{
    public static async Task<Running> StartAsync(
        string connection, StoreOptions? options = null, Func<IJournal, IJournal>? wrap = null)
    {
        var journal = await PostgresJournal.OpenAsync(connection);
        return await Running.StartAsync(wrap?.Invoke(journal) ?? journal, options);
    }
}
