using System.Diagnostics;
using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Bench.Stores;
using Orchestrator.Store;
using Orchestrator.Testing;

namespace Orchestrator.Bench.Measurements;

/// <summary>Stores in this process on one PostgreSQL: writes, how far a follower is behind, and take-overs.</summary>
public sealed class StoreMeasurement : IMeasurement
{
    private const int Objects = 10_000, Lags = 500;
    private static readonly TimeSpan LeadMax = TimeSpan.FromSeconds(30);

    public string Name => "store";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        if (LocalPostgres.Binaries is null)
        {
            await Console.Error.WriteLineAsync("store: PostgreSQL's server is not installed; its rows are left out");
            return;
        }
        await using var server = new LocalPostgres();
        await server.StartAsync();
        var connection = server.To(LocalPostgres.User);
        var leader = await SharedStore.StartAsync(connection);
        var follower = await SharedStore.StartAsync(connection);
        await leader.WritesAsync("fill", 64, Objects);
        foreach (var writers in new[] { 1, 16, 64 })
            figures.Add(
                $"store write {writers}",
                await leader.WritesAsync($"w{writers}", writers, options.Scaled(writers == 1 ? 1000 : 8000)));
        figures.Add("store lag p50", await LagAsync(leader.Host, follower.Host));

        figures.Add("store takeover left", await UntilLedAsync(follower.Host, leader.DisposeAsync));
        var third = await SharedStore.StartAsync(connection);
        figures.Add("store takeover killed", await UntilLedAsync(third.Host, () => new(follower.DieAsync())));
        await third.DisposeAsync();
        var began = Stopwatch.GetTimestamp();
        await using var cold = await SharedStore.StartAsync(connection, follows: false);
        figures.Add("store takeover cold", Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (cold.Host.Current.Count("/registry/configmaps/") < Objects)
            throw new InvalidOperationException("objects are missing after the take-overs");
    }

    /// <summary>From the leader's answer until the follower shows the write, in ms.</summary>
    private static async Task<double> LagAsync(StoreHost leader, StoreHost follower)
    {
        var lags = new List<double>();
        for (var i = 0; i < Lags; i++)
        {
            var written = await leader.WriteAsync(SharedStore.Create($"lag-{i}"));
            var answered = Stopwatch.GetTimestamp();
            await follower.ReadAsync(Freshness.NotOlderThan(written.Revision));
            lags.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        }
        return lags.Order().ElementAt(Lags / 2);
    }

    /// <summary>From the leader's end until the next one takes writes, in ms.</summary>
    private static async Task<double> UntilLedAsync(StoreHost next, Func<ValueTask> end)
    {
        var led = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = next.OnLeadership(leadership =>
        {
            if (leadership.IsLeader)
                led.TrySetResult(Stopwatch.GetTimestamp());
        });
        var began = Stopwatch.GetTimestamp();
        await end();
        return Stopwatch.GetElapsedTime(began, await led.Task.WaitAsync(LeadMax)).TotalMilliseconds;
    }
}
