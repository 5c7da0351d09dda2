using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>Time for actors that wait for nothing but their timers.</summary>
internal static class ActorTime
{
    /// <summary>Ticks, and lets the actors take their turns between.</summary>
    public static async Task AdvanceWithActorsAsync(this ManualTime manual, TimeSpan time)
    {
        var end = manual.GetUtcNow() + time;
        while (true)
        {
            var next = await NextTimerAsync(manual);
            var left = end - manual.GetUtcNow();
            if (next > left)
            {
                manual.Advance(left);
                return;
            }
            manual.Advance(next);
        }
    }

    // An actor's turn runs on the pool: it is over when it has asked for its next timer.
    private static async Task<TimeSpan> NextTimerAsync(ManualTime manual)
    {
        TimeSpan? next = null;
        await Waits.UntilAsync("an actor's timer", () => (next = manual.UntilNextTimer) is not null);
        return next!.Value;
    }
}
