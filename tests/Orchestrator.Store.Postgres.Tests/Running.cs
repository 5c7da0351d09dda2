using Orchestrator.Actors.Threaded;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A store with its journal and driver, as one control plane has them.</summary>
internal sealed class Running(ThreadedActorSystem system, IJournal journal, StoreHost store) : IAsyncDisposable
{
    public IJournal Journal => journal;

    public StoreHost Store => store;

    public static async Task<Running> StartAsync(
        string connection, StoreOptions? options = null, Func<IJournal, IJournal>? wrap = null)
    {
        var journal = await PostgresJournal.OpenAsync(connection);
        var seen = wrap?.Invoke(journal) ?? journal;
        var system = new ThreadedActorSystem();
        var running = new Running(system, seen, StoreHost.Start(system, seen, Objects.Codec, options));
        try
        {
            await running.Store.ReadyAsync();
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await system.DisposeAsync();
        await journal.DisposeAsync();
    }
}
