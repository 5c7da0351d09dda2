using System.Diagnostics;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Tests;

/// <summary>Waits for what a cluster does on its own.</summary>
internal static class Waits
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30), PauseMax = TimeSpan.FromMilliseconds(50);

    public static async Task UntilAsync(string what, Func<bool> holds)
    {
        var watch = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromMilliseconds(1); !holds(); pause = pause < PauseMax ? 2 * pause : PauseMax)
        {
            Assert.True(watch.Elapsed < Max, $"waited for {what}");
            await Task.Delay(pause);
        }
    }

    /// <summary>Pods are admitted once their namespace has its service account.</summary>
    public static async Task CreateWhenAdmittedAsync<T>(this IApiClient api, T value)
        where T : Api.KubeObject
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await api.CreateAsync(value);
                return;
            }
            catch (StatusException refused) when (refused.Code == 403 && watch.Elapsed < Max)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>While nobody leads the store nothing is written, and the server says so.</summary>
    public static async Task<T> CreateWhenLedAsync<T>(this IApiClient api, T value)
        where T : Api.KubeObject
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await api.CreateAsync(value);
            }
            catch (StatusException refused) when (refused.Code is 429 or 503 && watch.Elapsed < Max)
            {
                await Task.Delay(50);
            }
        }
    }
}
