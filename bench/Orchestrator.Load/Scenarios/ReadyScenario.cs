using System.Diagnostics;
using Orchestrator.Load.Http;

namespace Orchestrator.Load.Scenarios;

/// <summary>Asks /readyz until it says yes; nothing needs to listen there yet.</summary>
public static class ReadyScenario
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        using var pool = new ConnectionPool(options.Server, 1);
        var client = pool.Client(0);
        var started = Stopwatch.GetTimestamp();
        var tries = 0;
        while (!await IsReadyAsync(client, cancellation))
        {
            tries++;
            await Task.Delay(10, cancellation);
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new LoadResult
        {
            Scenario = "ready",
            Clients = 1,
            Count = 1,
            Seconds = elapsed.TotalSeconds,
            P50 = elapsed.TotalMilliseconds,
            P99 = elapsed.TotalMilliseconds,
            More = { ["refusedTries"] = tries },
        };
    }

    private static async Task<bool> IsReadyAsync(LoadClient client, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetAsync("/readyz", cancellation)).IsSuccess;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
