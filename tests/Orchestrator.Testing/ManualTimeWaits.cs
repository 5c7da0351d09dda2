namespace Orchestrator.Testing;

/// <summary>For what waits by a <see cref="ManualTime"/> on threads of its own.</summary>
public static class ManualTimeWaits
{
    /// <summary>Lets time pass whenever somebody waits for it, until the condition holds.</summary>
    /// <exception cref="OperationCanceledException">It does not after 30 s of real time.</exception>
    public static async Task AdvanceUntilAsync(this ManualTime time, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            if (time.UntilNextTimer is { } next)
                time.Advance(next);
            await Task.Delay(1, limit.Token);
        }
    }
}
