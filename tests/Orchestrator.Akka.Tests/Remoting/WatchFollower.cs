using System.Diagnostics;
using System.Globalization;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Watches as a reflector does: opens the watch again after the last event it saw whenever it ends or
/// fails.</summary>
internal sealed class WatchFollower(IApiClient api, long from) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];
    private readonly List<Exception> _unexpected = [];
    private string _revision = from.ToString(CultureInfo.InvariantCulture);
    private Task? _running;
    private volatile string _state = "not started";

    /// <summary>How often a watch failed as unreachable, or could not be opened.</summary>
    public int Failures { get; private set; }

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>What a watch may not end with.</summary>
    public IReadOnlyList<Exception> Unexpected => _unexpected;

    public void Start() => _running = RunAsync();

    /// <summary>Until the event of this revision, or a later one, was seen.</summary>
    public async Task UntilAsync(string revision, TimeSpan patience)
    {
        var last = long.Parse(revision, CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        while (long.Parse(Volatile.Read(ref _revision), CultureInfo.InvariantCulture) < last && _unexpected.Count == 0)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < patience,
                $"at revision {_revision} instead of {revision}, {Events.Count} events, {Failures} failures, {_state}");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _over.Cancel();
        if (_running is not null)
            await _running;
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await FollowAsync();
            }
            catch (ApiUnreachableException)
            {
                Failures++;
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _unexpected.Add(error);
                return;
            }
        }
    }

    private async Task FollowAsync()
    {
        _state = "opening a watch";
        await using var watch = await api.WatchAsync(
            ApiKinds.Of<ConfigMap>(), new() { Namespace = "test", ResourceVersion = _revision }, _over.Token);
        _state = "reading";
        while (await watch.NextAsync(_over.Token) is { Count: > 0 } events)
        {
            lock (_gate)
                _events.AddRange(events.Select(Samples.Text));
            Volatile.Write(ref _revision, events[^1].Object.Metadata.ResourceVersion!);
        }
    }
}
