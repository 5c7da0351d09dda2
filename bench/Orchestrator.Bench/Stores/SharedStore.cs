using System.Diagnostics;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Bench.Stores;

/// <summary>One control plane's store on a PostgreSQL that others share.</summary>
public sealed class SharedStore : IAsyncDisposable
{
    private static readonly string Text = new('x', 700);
    private readonly ThreadedActorSystem _system = new();
    private readonly IJournal _journal;

    private SharedStore(IJournal journal, bool follows)
    {
        _journal = journal;
        Host = StoreHost.Start(_system, journal, new KindObjectCodec(), new StoreOptions { Follow = follows });
    }

    public StoreHost Host { get; }

    public static async Task<SharedStore> StartAsync(string connection, bool follows = true) =>
        await StartAsync(await PostgresJournal.OpenAsync(connection), follows);

    /// <param name="journal">Disposed with the store.</param>
    public static async Task<SharedStore> StartAsync(IJournal journal, bool follows)
    {
        var store = new SharedStore(journal, follows);
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

    /// <summary>Creates so many objects and gives the rate per second.</summary>
    public async Task<double> WritesAsync(string name, int writers, int count)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = writer; i < count; i += writers)
            {
                if (!(await Host.WriteAsync(Create($"{name}-{i}"))).Succeeded)
                    throw new InvalidOperationException($"{name}-{i} was there already");
            }
        })));
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

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
