using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A caller of a Service who never rests, each time over a new connection, and remembers what
/// failed.</summary>
internal sealed partial class ServiceLoop : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, long> _lastSent = new();
    private readonly Task _running;
    private int _answered;
    private TimeSpan _slowest;

    /// <param name="client">Makes the client of one request; null: one on this host.</param>
    public ServiceLoop(string url, Func<HttpClient>? client = null) =>
        _running = RunAsync(new Uri(url), client ?? (() => new HttpClient()));

    public int Answered => _answered;

    /// <summary>The longest that an answer took to come.</summary>
    public TimeSpan Slowest => _slowest;

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>When the last request was begun that a Pod of a node answered, by <see cref="Stopwatch"/>; 0: none
    /// did.</summary>
    public long LastSentTo(string node) => _lastSent.GetValueOrDefault(node);

    /// <summary>It was asked, and every request got its answer.</summary>
    /// <param name="answersMin">How many there are at least, or it was not asked throughout.</param>
    public void CheckAnswered(int answersMin)
    {
        Assert.True(Answered > answersMin, $"the Service was hardly called: {Answered} answers");
        Assert.Empty(Failures);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Uri url, Func<HttpClient> client)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var http = client();
            http.Timeout = AnswerMax;
            var began = Stopwatch.GetTimestamp();
            try
            {
                var answer = await http.GetStringAsync(url);
                _lastSent[NodePattern().Match(answer).Groups[1].Value] = began;
                _slowest = new(Math.Max(_slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
                _answered++;
            }
            catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
            {
                _failures.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {error.GetBaseException().Message}");
            }
            await Task.Delay(Pause);
        }
    }

    [GeneratedRegex(@"^Hello from \S+ on (\S+) at \S+$", RegexOptions.Multiline)]
    private static partial Regex NodePattern();
}
