using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>A store under the simulated driver, and the calls tests make, run to their ends.</summary>
internal sealed class SimulatedStore
{
    private int _incarnation;

    public SimulatedStore(ulong seed = 1, IJournal? journal = null, StoreOptions? options = null)
        : this(new SimulatedActorSystem(seed), _ => journal ?? new MemoryJournal(), options)
    {
    }

    public SimulatedStore(
        SimulatedActorSystem system, Func<SimulatedActorSystem, IJournal> journal, StoreOptions? options = null)
    {
        System = system;
        Journal = journal(system);
        Options = options ?? StoreOptions.Default;
        Host = Begin(Journal);
        System.Run(() => Host.ReadyAsync());
    }

    public SimulatedActorSystem System { get; }

    public IJournal Journal { get; }

    public StoreOptions Options { get; }

    public StoreHost Host { get; private set; }

    public string Path => $"/store-{_incarnation}";

    /// <summary>Starts another store in the same simulation.</summary>
    public StoreHost Begin(IJournal journal)
    {
        _incarnation++;
        return StoreHost.Start(
            (name, factory, options) => System.Spawn($"{name}-{_incarnation}", factory, options),
            journal, Objects.Codec, Options);
    }

    public WriteResult Write(WriteCommand command) => System.Run(() => Host.WriteAsync(command));

    /// <summary>Issues writes in order without waiting between them; gives the answers.</summary>
    public WriteResult[] WriteAll(params WriteCommand[] commands) => System.Run(async () =>
    {
        var waiting = commands.Select(command => Host.WriteAsync(command).AsTask()).ToArray();
        var results = new WriteResult[waiting.Length];
        for (var i = 0; i < waiting.Length; i++)
            results[i] = await waiting[i];
        return results;
    });

    /// <summary>Ends the store in order and starts another on the same journal.</summary>
    public void Restart(IJournal? journal = null)
    {
        System.Run(() => Host.StopAsync());
        Host = Begin(journal ?? Journal);
        System.Run(() => Host.ReadyAsync());
    }
}
