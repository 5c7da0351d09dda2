using System.Net;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http.Endpoints;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Hosting;

/// <summary>The journal and the store of one control plane; where others share the journal, the way to them
/// too.</summary>
internal sealed class ControlPlaneStore : IAsyncDisposable
{
    /// <summary>A follower that is further behind is no good to its clients; it hears from a leader several times a
    /// second.</summary>
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(5);

    /// <summary>A journal that does not answer holds the last writes for no longer; a database that is well has
    /// answered in milliseconds, and a snapshot of a large cluster is written in seconds.</summary>
    private static readonly TimeSpan StoreMax = TimeSpan.FromSeconds(30), JournalMax = TimeSpan.FromSeconds(10);

    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly Task _ended;
    private readonly IJournal _journal;
    private readonly SharedStoreMetrics? _metrics;

    private ControlPlaneStore(ControlPlanePorts ports, IJournal journal, StoreHost host, IPEndPoint advertised)
    {
        _ended = ports.Cluster?.Ended ?? Never;
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

    /// <param name="ports">Where the store's actor runs, and how the journal is opened.</param>
    /// <param name="options">Names the journal.</param>
    /// <param name="data">Where it lies if it is a file.</param>
    /// <param name="address">Where the others reach this one's API; whether it is certain that they reach nobody else
    /// there.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="JournalException">It cannot be used; the text says what to do.</exception>
    public static async Task<ControlPlaneStore> OpenAsync(
        ControlPlanePorts ports, OrchestratorOptions options, DataLayout data,
        (IPEndPoint Advertised, bool IsHeld) address, CancellationToken cancellation)
    {
        var journal = await OpenJournalAsync(ports, options, data, cancellation);
        var store = StoreHost.Start(
            ports.System, journal, new KindObjectCodec(),
            new StoreOptions
            {
                Follow = !journal.IsExclusive,
                Succession = ports.Succession,
                Advertise = address.Advertised.ToString(),
                HoldsAddress = address.IsHeld,
            });
        var opened = new ControlPlaneStore(ports, journal, store, address.Advertised);
        try
        {
            await store.ReadyAsync(cancellation);
            ports.StoreOpened(store);
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

    /// <summary>What was asked of it is answered, where the journal does.</summary>
    public async Task StopAsync(OrderlyStop stop)
    {
        await stop.EndAsync("the store", StoreMax, StopStoreAsync, () => Host.Trouble ?? "");
        Leader?.Dispose();
        _metrics?.Dispose();
        await stop.EndAsync($"the journal, {_journal.Name}", JournalMax, _journal.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await StopStoreAsync();
        Leader?.Dispose();
        _metrics?.Dispose();
        await _journal.DisposeAsync();
    }

    private async ValueTask StopStoreAsync()
    {
        // Its actor may have ended with the cluster's actors, and then answers nobody.
        var stopped = Host.DisposeAsync().AsTask();
        if (await Task.WhenAny(stopped, _ended) == stopped)
            await stopped;
    }

    private static async Task<IJournal> OpenJournalAsync(
        ControlPlanePorts ports, OrchestratorOptions options, DataLayout data, CancellationToken cancellation)
    {
        try
        {
            if (ports.OpenJournal is { } open)
                return await open(cancellation);
            if (options.Journal is { } shared)
                return await PostgresJournal.OpenAsync(shared, ports.System.Time, cancellation);
            if (data.IsTemporary)
                return new MemoryJournal();
            return await SqliteJournal.OpenAsync(data.Store, ports.System.Time, cancellation);
        }
        catch (ArgumentException wrong) when (options.Journal is not null)
        {
            throw new JournalException(
                $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
        }
        catch (DataDirectoryLockedException held)
        {
            // The store has a directory of its own beneath; to be named is what the user named.
            throw new DataDirectoryLockedException(options.DataDirectory ?? data.Root, held.Holder, held);
        }
    }
}
