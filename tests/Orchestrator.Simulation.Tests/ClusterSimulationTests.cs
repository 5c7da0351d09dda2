using System.Collections.Concurrent;
using System.Globalization;
using Orchestrator.Actors.Simulated;

namespace Orchestrator.Simulation.Tests;

/// <summary>Whole clusters under faults. A failing seed names itself; <c>ORCHESTRATOR_SEED=N dotnet test
/// tests/Orchestrator.Simulation.Tests</c> or <c>orchestrator simulate --seed N</c> repeats it.</summary>
public class ClusterSimulationTests
{
    private const int DefaultSeeds = 300;
    private const int FailuresShown = 5;

    [Fact]
    public void EverySeed_HoldsEveryInvariant()
    {
        var failures = new ConcurrentBag<SimulationException>();
        Parallel.ForEach(Seeds(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            try
            {
                ClusterSimulation.Run(seed);
            }
            catch (SimulationException failure)
            {
                failures.Add(failure);
            }
        });
        if (!failures.IsEmpty)
            Assert.Fail(Text([.. failures.OrderBy(failure => failure.Seed)]));
    }

    private static IEnumerable<ulong> Seeds()
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_SEED") is { Length: > 0 } one)
            return [ulong.Parse(one, CultureInfo.InvariantCulture)];
        var count = Environment.GetEnvironmentVariable("ORCHESTRATOR_SEEDS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultSeeds;
        return Enumerable.Range(1, count).Select(seed => (ulong)seed);
    }

    private static string Text(IReadOnlyList<SimulationException> failures) =>
        $"{failures.Count} seeds failed: {string.Join(' ', failures.Select(failure => failure.Seed))}\n"
        + string.Join("\n\n", failures.Take(FailuresShown).Select(failure => failure.Message));
}
