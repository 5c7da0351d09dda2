using System.Collections.Concurrent;

namespace Orchestrator.EndToEnd.Tests.Demo;

/// <summary>A few clients that ask at a bounded rate: half on kept connections, half on new ones.</summary>
internal sealed class RequestLoad(ServiceClient service)
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private int _answers;

    public int Answers => _answers;

    /// <summary>What went wrong, a line for each request that got no answer.</summary>
    public ConcurrentQueue<string> Lost { get; } = new();

    /// <summary>Who answered.</summary>
    public ConcurrentDictionary<string, int> Pods { get; } = new();

    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(i => AskAsync(kept: i % 2 == 0, stop)));

    private async Task AskAsync(bool kept, CancellationToken stop)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(Pause);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var pod = kept ? await service.AskAsync(http) : await service.AskAsync();
                Pods.AddOrUpdate(pod, 1, (_, count) => count + 1);
                Interlocked.Increment(ref _answers);
            }
            catch (HttpRequestException error)
            {
                Lost.Enqueue($"{(kept ? "kept" : "new")} connection: {error.Message} {error.InnerException?.Message}");
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
