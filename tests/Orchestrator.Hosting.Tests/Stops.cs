using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>Time for an <see cref="OrderlyStop"/>, which waits for one timer at a time.</summary>
internal static class Stops
{
    /// <summary>Lets so much pass once it waits, and returns when it waits again, or has left a part behind.</summary>
    public static async Task PassAsync(this OrderlyStop stop, ManualTime time, int seconds)
    {
        await Waits.UntilAsync("the stop to wait", () => time.UntilNextTimer is not null);
        time.Advance(TimeSpan.FromSeconds(seconds));
        await Waits.UntilAsync("the stop to wait again", () => time.UntilNextTimer is not null || stop.Left.Count > 0);
    }
}
