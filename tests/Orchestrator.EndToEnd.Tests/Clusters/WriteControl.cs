using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Tells a slow machine from a slow cluster: writes one object again and again, and measures how long each
/// write takes to come back as a watch's event.</summary>
/// <remarks>That is one step of whatever goes through the API from component to component: a write, its way to disk,
/// and its way to whoever watches. What slows this slows every such step.</remarks>
internal sealed class WriteControl : IAsyncDisposable
{
    private const string Namespace = "default", Name = "control";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(long Began, TimeSpan Took)> _steps = new();
    private readonly IApiClient _api;
    private readonly Sightings<ConfigMap> _events;
    private readonly Task _running;

    private WriteControl(IApiClient api, Sightings<ConfigMap> events)
    {
        (_api, _events) = (api, events);
        _running = RunAsync();
    }

    /// <summary>What a step takes as a rule.</summary>
    public TimeSpan Usual => _steps.Select(step => step.Took).Order().ElementAt(_steps.Count / 2);

    public static async Task<WriteControl> StartAsync(IApiClient api)
    {
        await api.CreateAsync(new ConfigMap
        {
            Metadata = new() { Namespace = Namespace, Name = Name, Labels = ValueMap.Of(("of", Name)) },
        });
        return new(api, await Sightings<ConfigMap>.OpenAsync(api, Namespace, $"of={Name}"));
    }

    /// <summary>The longest of the steps that were under way between two moments.</summary>
    public TimeSpan Longest(long from, long to) => _steps
        .Where(step => step.Began <= to && step.Began + step.Took.TotalSeconds * Stopwatch.Frequency >= from)
        .Select(step => step.Took)
        .DefaultIfEmpty()
        .Max();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _events.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var n = 1; !_stop.IsCancellationRequested; n++)
        {
            var began = Stopwatch.GetTimestamp();
            var body = Encoding.UTF8.GetBytes($$"""{"data":{"n":"{{n}}"} }""");
            var written = await _api.PatchAsync<ConfigMap>(new ObjectKey(Namespace, Name), new(PatchType.Merge, body));
            while (_events.Seen is var seen
                && (seen.Count == 0 || seen[^1].Object.Metadata.ResourceVersion != written.Metadata.ResourceVersion))
            {
                if (_stop.IsCancellationRequested)
                    return;
                await Task.Delay(1);
            }
            _steps.Enqueue((began, Stopwatch.GetElapsedTime(began, _events.Seen[^1].At)));
            await Task.Delay(Pause);
        }
    }
}
