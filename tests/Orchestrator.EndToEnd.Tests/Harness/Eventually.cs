using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Waits for what another process brings about.</summary>
public static class Eventually
{
    public static Task Async(Action check, double secondsMax = 30)
    {
        return Async(CheckAsync, secondsMax);

        Task CheckAsync()
        {
            check();
            return Task.CompletedTask;
        }
    }

    /// <summary>Repeats a check until it holds; after the limit its last failure is the test's.</summary>
    public static async Task Async(Func<Task> check, double secondsMax = 30)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await check();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (watch.Elapsed.TotalSeconds < secondsMax)
            {
                await Task.Delay(100);
            }
        }
    }
}
