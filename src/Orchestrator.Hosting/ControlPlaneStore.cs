using System.Net;
using Orchestrator.Actors;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http.Endpoints;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Hosting;

/// <summary>The journal and the store of one control plane; where others share the journal, the way to them too.</summary>
internal sealed class ControlPlaneStore : IAsyncDisposable
{
    /// <summary>A follower that is further behind is no good to its clients; it hears from a leader several times a
    /// second.</summary>
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(5);

    private readonly IJournal _journal;
    private readonly SharedStoreMetrics? _metrics;

    private ControlPlaneStore(IJournal journal, StoreHost host, IPEndPoint advertised)
    {
        _journal = journal;
        Host = host;
        if (journal.IsExclusive)
            return;
        var self = advertised.ToString();
        _metrics = new SharedStoreMetrics(host);
        Leader = new LeaderConnection(self);
        Forwarding = new ForwardingPorts(Leader) { Options = new() { Advertise = self } };
    }

    public StoreHost Host { get; }

    /// <summary>Null where nobody else writes the journal.</summary>
    public LeaderConnection? Leader { get; }

    /// <inheritdoc cref="Leader"/>
    public ForwardingPorts? Forwarding { get; }

    public bool IsShared => !_journal.IsExclusive;

    /// <param name="system">Where the store's actor runs.</param>
    /// <param name="options">Names the journal.</param>
    /// <param name="data">Where it lies if it is a file.</param>
    /// <param name="advertised">Where the others reach this one's API.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    public static async Task<ControlPlaneStore> OpenAsync(
        IActorSystem system, OrchestratorOptions options, DataLayout data, IPEndPoint advertised,
        CancellationToken cancellation)
    {
        var journal = await OpenJournalAsync(options, data, system.Time, cancellation);
        var store = StoreHost.Start(
            system, journal, new KindObjectCodec(),
            new StoreOptions { Follow = !journal.IsExclusive, Advertise = advertised.ToString() });
        var opened = new ControlPlaneStore(journal, store, advertised);
        try
        {
            await store.ReadyAsync(cancellation);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>What /readyz asks: whether the journal answers, and whether this server shows what it holds.</summary>
    public HealthChecks Health() => new HealthChecks()
        .Add("journal", () => Host.Trouble)
        .Add("caught-up", () => Host.Lag.Time > LagMax
            ? $"what was written in the last {Host.Lag.Time.TotalSeconds:0} s may not be shown"
            : null);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Leader?.Dispose();
        _metrics?.Dispose();
        await _journal.DisposeAsync();
    }

    private static async Task<IJournal> OpenJournalAsync(
        OrchestratorOptions options, DataLayout data, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Journal is { } shared)
        {
            try
            {
                return await PostgresJournal.OpenAsync(shared, time, cancellation);
            }
            catch (ArgumentException wrong)
            {
                throw new JournalException(
                    $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
            }
        }
        if (data.IsTemporary)
            return new MemoryJournal();
        try
        {
            return await SqliteJournal.OpenAsync(data.Store, time, cancellation);
        }
        catch (DataDirectoryLockedException held)
        {
            // The store has a directory of its own beneath; to be named is what the user named.
            throw new DataDirectoryLockedException(options.DataDirectory!, held.Holder, held);
        }
    }
}
