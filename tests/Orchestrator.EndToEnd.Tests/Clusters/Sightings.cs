using System.Collections.Concurrent;
using System.Diagnostics;
using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A watch that notes when each event came, by the test's own monotonic clock.</summary>
internal sealed class Sightings<T> : IAsyncDisposable
    where T : KubeObject
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Sighting> _seen = new();
    private readonly IWatch _watch;
    private readonly Task _running;

    private Sightings(IWatch watch, IReadOnlyList<T> before)
    {
        _watch = watch;
        Before = before;
        _running = RunAsync();
    }

    /// <summary>What there was before the first event.</summary>
    public IReadOnlyList<T> Before { get; }

    /// <summary>All events so far, oldest first.</summary>
    public IReadOnlyList<Sighting> Seen => [.. _seen];

    public static async Task<Sightings<T>> OpenAsync(IApiClient api, string ns = "", string? labels = null)
    {
        var space = ns.Length == 0 ? null : ns;
        var list = await api.ListAsync<T>(new ListQuery { Namespace = space, LabelSelector = labels });
        var query = new WatchQuery { Namespace = space, LabelSelector = labels, ResourceVersion = list.ResourceVersion };
        return new(await api.WatchAsync(ApiKinds.Of<T>(), query), [.. list.Items.Cast<T>()]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _watch.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _watch.NextAsync(_stop.Token) is { Count: > 0 } events)
            {
                var at = Stopwatch.GetTimestamp();
                foreach (var one in events.Where(e => e.Type != WatchEventType.Bookmark))
                    _seen.Enqueue(new Sighting(at, one.Type, (T)one.Object));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed of.
        }
    }

    internal sealed record Sighting(long At, WatchEventType Type, T Object);
}
