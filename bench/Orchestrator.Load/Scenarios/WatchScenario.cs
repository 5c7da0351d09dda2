using System.Diagnostics;
using Orchestrator.Load.Http;

namespace Orchestrator.Load.Scenarios;

/// <summary>Many watchers of one collection while others write to it: how soon, and how fast, the events
/// arrive.</summary>
public sealed class WatchScenario
{
    private readonly LoadOptions _options;
    private readonly double? _writesPerSecond;
    private readonly long[] _sent;
    private readonly long[] _acknowledged;
    private readonly WatchReader[] _readers;

    private WatchScenario(LoadOptions options, int watchers, double? writesPerSecond)
    {
        _options = options;
        _writesPerSecond = writesPerSecond;
        _sent = new long[options.Count];
        _acknowledged = new long[options.Count];
        _readers = [.. Enumerable.Range(0, watchers).Select(_ => new WatchReader(options.Count))];
    }

    /// <param name="writesPerSecond">How often to write; null writes as fast as the clients can.</param>
    public static Task<LoadResult> RunAsync(
        LoadOptions options, int watchers, double? writesPerSecond, CancellationToken cancellation) =>
        new WatchScenario(options, watchers, writesPerSecond).RunAsync(cancellation);

    private async Task<LoadResult> RunAsync(CancellationToken cancellation)
    {
        using var pool = _options.Open();
        await using var scratch = await Scratch.CreateAsync(pool, _options.Namespace, cancellation);
        // Watchers do not share the writers' connections: their events would queue before the answers.
        using var watchPool = new ConnectionPool(_options.Server, Math.Clamp(_readers.Length / 10, 1, 16));
        using var seen = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var path = $"{scratch.Path}/configmaps?watch=true&allowWatchBookmarks=false";
        var streams = _readers.Select((_, i) => new WatchStream(watchPool.Connection(i), path)).ToArray();
        try
        {
            await Task.WhenAll(streams.Select(stream => stream.OpenAsync(cancellation)));
            var reads = streams.Select((stream, i) => stream.ReadAsync(_readers[i].Read, seen.Token)).ToArray();
            var started = Stopwatch.GetTimestamp();
            var writes = await WriteAsync(pool, scratch, cancellation);
            await AllSeenAsync(writes.Count, Task.WhenAll(reads), cancellation);
            await seen.CancelAsync();
            await Task.WhenAll(reads);
            return Summary(writes, started);
        }
        finally
        {
            foreach (var stream in streams)
                stream.Dispose();
        }
    }

    private Task<LoadResult> WriteAsync(ConnectionPool pool, Scratch scratch, CancellationToken cancellation)
    {
        var bodies = Bodies.ConfigMap(_options.Size);
        var path = $"{scratch.Path}/configmaps";
        var started = Stopwatch.GetTimestamp();
        return new ClosedLoop(pool, _options.Clients, _options.Count).RunAsync(
            "watch configmap", WriteOneAsync, cancellation);

        async ValueTask<Answer> WriteOneAsync(LoadClient client, int number)
        {
            if (_writesPerSecond is { } rate)
            {
                var due = TimeSpan.FromSeconds(number / rate) - Stopwatch.GetElapsedTime(started);
                if (due > TimeSpan.Zero)
                    await Task.Delay(due, cancellation);
            }
            _sent[number] = Stopwatch.GetTimestamp();
            var answer = await client.PostAsync(path, bodies.Of(number), cancellation);
            _acknowledged[number] = Stopwatch.GetTimestamp();
            return answer;
        }
    }

    private async Task AllSeenAsync(int writes, Task ended, CancellationToken cancellation)
    {
        while (_readers.Any(reader => reader.Count < writes) && !ended.IsCompleted)
            await Task.Delay(5, cancellation);
    }

    private LoadResult Summary(LoadResult writes, long started)
    {
        var events = _readers.Sum(reader => reader.Count);
        var seconds = Stopwatch.GetElapsedTime(started, _readers.Max(reader => reader.Last)).TotalSeconds;
        var sent = Since(_sent);
        var acknowledged = Since(_acknowledged);
        var result = writes with
        {
            Count = events,
            Seconds = seconds,
            Rate = events / seconds,
            P50 = sent.Percentile(0.5),
            P99 = sent.Percentile(0.99),
            Errors = writes.Errors + writes.Count * _readers.Length - events,
        };
        result.More["watchers"] = _readers.Length;
        result.More["writesPerSecond"] = writes.Rate;
        // Not the loop's own latencies: those hold the pauses of a paced run.
        result.More["writeP99"] = new Latencies(_acknowledged.Zip(_sent, (end, start) => end - start)).Percentile(0.99);
        result.More["acknowledgedToEventP50"] = acknowledged.Percentile(0.5);
        result.More["acknowledgedToEventP99"] = acknowledged.Percentile(0.99);
        return result;
    }

    // An event may overtake the answer to its write: that is no delay at all.
    private Latencies Since(long[] from) => new(_readers.SelectMany(
        reader => reader.SeenAt.Select((at, number) => (at, number)).Where(seen => seen.at > 0)
            .Select(seen => Math.Max(0, seen.at - from[seen.number]))));
}
