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
            await IdleAsync(manual);
            var next = manual.UntilNextTimer ?? TimeSpan.MaxValue;
            var left = end - manual.GetUtcNow();
            if (next > left)
            {
                manual.Advance(left);
                await IdleAsync(manual);
                return;
            }
            manual.Advance(next);
        }
    }

    // An actor's turn runs on the pool: it is over when it has asked for its next timer.
    private static async Task IdleAsync(ManualTime manual)
    {
        for (var i = 0; i < 2000 && manual.UntilNextTimer is null; i++)
            await Task.Delay(1);
    }
}
