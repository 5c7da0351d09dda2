using Orchestrator.Load;

namespace Orchestrator.Bench.Measurements;

/// <summary>What is asked of every result before it becomes a figure.</summary>
internal static class LoadResults
{
    /// <exception cref="InvalidOperationException">Something was refused or missing.</exception>
    public static async Task<LoadResult> Flawless(this Task<LoadResult> running)
    {
        var result = await running;
        await Console.Error.WriteLineAsync(result.ToJson());
        return result.Errors == 0
            ? result
            : throw new InvalidOperationException(
                $"{result.Scenario}: {result.Errors} errors, first: {result.FirstError}");
    }
}
