using System.Globalization;

namespace Orchestrator.Akka.Tests;

/// <summary>How often a test of chance repeats: once, or as often as ORCHESTRATOR_ROUNDS says.</summary>
internal static class Rounds
{
    public static int Count { get; } =
        Environment.GetEnvironmentVariable("ORCHESTRATOR_ROUNDS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 1;
}
