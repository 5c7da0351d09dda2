using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Store;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Bench.Stores;

/// <summary>One control plane's store on a PostgreSQL that others share.</summary>
public sealed class SharedStore : IAsyncDisposable
{
    private static readonly string Text = new('x', 700);
    private readonly ThreadedActorSystem _system = new();
    private readonly PostgresJournal _journal;

    private SharedStore(PostgresJournal journal, bool follows)
    {
        _journal = journal;
        Host = StoreHost.Start(_system, journal, new KindObjectCodec(), new StoreOptions { Follow = follows });
    }

    public StoreHost Host { get; }

    public static async Task<SharedStore> StartAsync(string connection, bool follows = true)
    {
        var store = new SharedStore(await PostgresJournal.OpenAsync(connection), follows);
        await store.Host.ReadyAsync();
        return store;
    }

    /// <summary>A ConfigMap of about 1 KiB.</summary>
    public static WriteCommand Create(string name) => new(
        $"/registry/configmaps/default/{name}",
        ConfigMap.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default", Uid = name },
            Data = ValueMap.Of(("text", Text)),
        },
        0);

    /// <summary>Ends without a word to the others, as a killed process does.</summary>
    public async Task DieAsync()
    {
        await _system.DisposeAsync();
        await _journal.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await DieAsync();
    }
}
