using System.Diagnostics;
using Orchestrator.Load.Http;

namespace Orchestrator.Load;

/// <summary>Clients that each send their next request when the last was answered, until the count is reached.</summary>
/// <remarks>Numbers are handed out from one counter: whoever is quick does more, and all end together.</remarks>
public sealed class ClosedLoop(ConnectionPool pool, int clients, int count)
{
    private readonly long[] _ticks = new long[count];
    private int _next = -1;
    private int _errors;
    private string? _firstError;
    private long _bytes;

    /// <param name="send">Sends request number n, 0 to count - 1, as the given client.</param>
    public async Task<LoadResult> RunAsync(
        string scenario, Func<LoadClient, int, ValueTask<Answer>> send, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients)
            .Select(i => Task.Run(() => ClientAsync(pool.Client(i), send, cancellation), cancellation)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var latencies = new Latencies(_ticks.Where(ticks => ticks > 0));
        var result = new LoadResult
        {
            Scenario = scenario,
            Clients = clients,
            Count = latencies.Count,
            Errors = _errors,
            FirstError = _firstError,
            Seconds = seconds,
            Rate = latencies.Count / seconds,
            P50 = latencies.Percentile(0.5),
            P99 = latencies.Percentile(0.99),
        };
        result.More["mib"] = _bytes / 1048576.0;
        return result;
    }

    private async Task ClientAsync(
        LoadClient client, Func<LoadClient, int, ValueTask<Answer>> send, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && Interlocked.Increment(ref _next) is var number
            && number < count)
        {
            var sent = Stopwatch.GetTimestamp();
            try
            {
                Note(number, sent, await send(client, number));
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                Failed(error.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Note(int number, long sent, Answer answer)
    {
        if (!answer.IsSuccess)
        {
            Failed($"{answer.Code} {answer.Refusal}");
            return;
        }
        _ticks[number] = Math.Max(1, Stopwatch.GetTimestamp() - sent);
        Interlocked.Add(ref _bytes, answer.Bytes);
    }

    private void Failed(string error)
    {
        Interlocked.Increment(ref _errors);
        Interlocked.CompareExchange(ref _firstError, error, null);
    }
}
