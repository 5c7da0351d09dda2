using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Clusters.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Clients that create ConfigMaps without pause, and try again as client libraries do: after a lost
/// connection, 429, 500, 503 and 504.</summary>
/// <remarks>A name that is taken at the second try was the first one's. Each remembers what was acknowledged, and
/// when.</remarks>
internal sealed class RetryingLoad(Func<Testing.ApiHttp> connect, int writers) : IAsyncDisposable
{
    private const string Path = "/api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TryMax = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _created = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private Task _running = Task.CompletedTask;
    private long _newest;

    public RetryingLoad(LaunchedCluster cluster, int writers)
        : this(() => cluster.Api(), writers)
    {
    }

    /// <summary>Names and the revision each was acknowledged with; 0 where only a later try told.</summary>
    public IReadOnlyDictionary<string, long> Created => _created;

    /// <summary>The same, as the journal is asked for them.</summary>
    public IReadOnlyCollection<AcknowledgedWrite> Acknowledged =>
        [.. _created.Select(write => new AcknowledgedWrite($"/registry/configmaps/default/{write.Key}", write.Value))];

    /// <summary>Answers that no retry mends.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>The newest acknowledged revision.</summary>
    public long Newest => Interlocked.Read(ref _newest);

    /// <summary>The name that was acknowledged with it.</summary>
    public string NewestName => _created.MaxBy(write => write.Value).Key;

    public void Start() => _running = Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));

    /// <summary>How long from now until the next write is begun and acknowledged.</summary>
    public async Task<TimeSpan> NextAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var known = _created.Count;
        // One of each writer may have been on its way before.
        while (_created.Count <= known + writers)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "no write was accepted for a minute");
            await Task.Delay(5);
        }
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The longest time in which nothing was acknowledged, from now until the condition holds and one more
    /// write was.</summary>
    public async Task<TimeSpan> LongestStallAsync(Func<bool> isOver)
    {
        var longest = TimeSpan.Zero;
        var began = Stopwatch.GetTimestamp();
        for (var (known, since, over) = (_created.Count, began, false); !over || _created.Count == known;)
        {
            var stall = Stopwatch.GetElapsedTime(since);
            longest = stall > longest ? stall : longest;
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "no end of it for a minute");
            over = over || isOver();
            if (_created.Count != known)
                (known, since) = (_created.Count, Stopwatch.GetTimestamp());
            await Task.Delay(5);
        }
        return longest;
    }

    /// <summary>Waits until nothing was acknowledged for as long as that.</summary>
    public async Task StalledAsync(TimeSpan span)
    {
        var began = Stopwatch.GetTimestamp();
        for (var (known, since) = (-1, began); Stopwatch.GetElapsedTime(since) < span;)
        {
            if (_created.Count != known)
                (known, since) = (_created.Count, Stopwatch.GetTimestamp());
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "writes went on for a minute");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Stops, and compares what is there with what was acknowledged.</summary>
    public async Task CheckAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Assert.Empty(_wrong);
        using var api = connect();
        var list = await api.GetAsync(Path);
        Assert.Equal(200, list.Code);
        Assert.True(list.Revision >= Newest, $"revision {list.Revision} after {Newest} was acknowledged");
        var there = list.Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("metadata"))
            .ToDictionary(
                meta => meta.GetProperty("name").GetString()!,
                meta => long.Parse(meta.GetProperty("resourceVersion").GetString()!));
        var lost = _created.Keys.Where(name => !there.ContainsKey(name)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {_created.Count} acknowledged writes are lost, such as {lost.FirstOrDefault()}");
        Assert.All(_created.Where(c => c.Value > 0), c => Assert.Equal(c.Value, there[c.Key]));
        var revisions = _created.Values.Where(revision => revision > 0).ToList();
        Assert.Equal(revisions.Count, revisions.Distinct().Count());
    }

    private async Task WriteAsync(int writer)
    {
        var api = connect();
        try
        {
            for (var n = 1; !_stop.IsCancellationRequested; n++)
            {
                var name = $"w{writer}-{n}";
                while (!_stop.IsCancellationRequested && !await TryAsync(api, name))
                {
                    // A new connection: the balancer then chooses again.
                    api.Dispose();
                    api = connect();
                    await Task.Delay(Pause);
                }
            }
        }
        finally
        {
            api.Dispose();
        }
    }

    private async Task<bool> TryAsync(Testing.ApiHttp api, string name)
    {
        try
        {
            var answer = await api.PostAsync(Path, $$"""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{"n":"1"} }
                """).WaitAsync(TryMax);
            if (answer.Code is 429 or 500 or 503 or 504)
                return false;
            if (answer.Code is not (201 or 409))
            {
                _wrong.Enqueue($"{name}: {answer.Code} {answer.Body}");
                return true;
            }
            _created[name] = answer.Code == 201 ? answer.Revision : 0;
            if (answer.Code == 201)
                Raise(answer.Revision);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or SocketException
            or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Raise(long revision)
    {
        for (var seen = Newest; seen < revision; seen = Newest)
            Interlocked.CompareExchange(ref _newest, revision, seen);
    }
}
