using System.Net;
using Orchestrator.Actors.Threaded;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

public sealed class ControlPlaneTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-plane-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>It writes for two seconds at most by its own clock; here more pass meanwhile.</summary>
    [PostgresFact]
    public async Task Withdraws_WhileTheJournalIsAway_SaysWhatItWaitsFor_AndDoesNotWaitForEver()
    {
        var url = await postgres.CreateDatabaseAsync();
        RoutedJournal? way = null;
        await using var system = new ThreadedActorSystem();
        var ports = new ControlPlanePorts(system, new InProcessNodeConnector())
        {
            OpenJournal = async token => way = new(await PostgresJournal.OpenAsync(url, system.Time, token)),
        };
        var options = new OrchestratorOptions { DataDirectory = _data, Journal = url, Listen = new(IPAddress.Loopback, 0) };
        var log = new LogLines();
        await using var plane = await ControlPlane.StartAsync(ports, options, DataLayout.Prepare(_data), log, default);
        await Waits.UntilAsync(
            "its address", () => plane.Store.Current.Get("/registry/endpoints/default/kubernetes") is not null);
        way!.Cut(dropsPackets: true);
        var time = new ManualTime();
        var stop = new OrderlyStop(time, log);

        try
        {
            var withdrawing = plane.WithdrawAsync(stop);
            for (var i = 0; i < 3; i++)
                await stop.PassAsync(time, seconds: 5);
            await withdrawing;
        }
        finally
        {
            way.Mend();
        }

        Assert.Equal(["/endpoints"], stop.Left);
        Assert.Contains(log.Lines, line => line.StartsWith(
            "Warning: stopping: /endpoints has not ended after 5 s: /endpoints", StringComparison.Ordinal));
    }
}
