using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Orchestrator.Actors;

namespace Orchestrator.Hosting;

/// <summary>Ends a process' parts one after the other, each within a bound: an end that takes long says whom it waits
/// for, and one that does not come is left behind by name.</summary>
/// <remarks>The parts behind it end all the same. What fails is thrown by <see cref="ThrowIfFailed"/>, after all of
/// them. Parts may be ended side by side. See docs/decisions/0171.</remarks>
internal sealed class OrderlyStop(TimeProvider time, ILogger logger)
{
    /// <summary>Shorter than people's patience, longer than any part takes that has nothing to wait for.</summary>
    public static readonly TimeSpan NoticePeriod = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<string> _left = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>What has not ended in time.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (_gate)
                return [.. _left];
        }
    }

    /// <param name="part">Named in the log, such as <c>the store</c>.</param>
    /// <param name="max">How long its end may take.</param>
    /// <param name="end">Begins it.</param>
    /// <param name="waitsFor">Asked when it takes long: what it waits for; empty where that is not known.</param>
    public async Task EndAsync(string part, TimeSpan max, Func<ValueTask> end, Func<string>? waitsFor = null)
    {
        Log.Stopping(logger, part);
        var began = time.GetTimestamp();
        var ending = BeginAsync(end);
        while (true)
        {
            var left = max - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                break;
            if (await IsEndedAsync(ending, left < NoticePeriod ? left : NoticePeriod))
            {
                Keep(part, ending);
                return;
            }
            if (time.GetElapsedTime(began) < max)
                Log.StopsSlowly(logger, part, time.GetElapsedTime(began).TotalSeconds, Why(waitsFor));
        }
        lock (_gate)
            _left.Add(part);
        Log.LeftBehind(logger, part, max.TotalSeconds, Why(waitsFor));
    }

    /// <summary>The same for a tree of actors, of which those that live are named.</summary>
    public Task EndAsync(string part, TimeSpan max, IActorSystem system, IActorRef tree) =>
        EndAsync(part, max, () => system.StopAsync(tree), () => system.Living(tree));

    /// <summary>Throws the first error that a part ended with.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>On a thread of its own: one that blocks instead of waiting is within the bound too.</summary>
    private static Task BeginAsync(Func<ValueTask> end) => Task.Run(async () => await end());

    private static string Why(Func<string>? waitsFor) =>
        waitsFor?.Invoke() is { Length: > 0 } living ? $": {living}" : "";

    private async Task<bool> IsEndedAsync(Task ending, TimeSpan within)
    {
        using var late = new CancellationTokenSource();
        var ended = await Task.WhenAny(ending, Task.Delay(within, time, late.Token)) == ending;
        await late.CancelAsync();
        return ended;
    }

    private void Keep(string part, Task ended)
    {
        if (ended.Exception is not { InnerException: { } error })
            return;
        Log.StopFailed(logger, part, error);
        lock (_gate)
            _failure ??= ExceptionDispatchInfo.Capture(error);
    }
}
