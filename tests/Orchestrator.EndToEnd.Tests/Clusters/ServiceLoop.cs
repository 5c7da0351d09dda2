using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A caller of a Service who never rests, each time over a new connection, and remembers what failed.</summary>
internal sealed class ServiceLoop : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _running;
    private int _answered;

    public ServiceLoop(string url) => _running = RunAsync(new Uri(url));

    public int Answered => _answered;

    public IReadOnlyCollection<string> Failures => _failures;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Uri url)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var http = new HttpClient { Timeout = AnswerMax };
            try
            {
                (await http.GetStringAsync(url)).ToString();
                _answered++;
            }
            catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
            {
                _failures.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {error.GetBaseException().Message}");
            }
            await Task.Delay(Pause);
        }
    }
}
