namespace Orchestrator.Bench;

/// <summary>What to measure and how long.</summary>
public sealed record BenchOptions
{
    public bool IsQuick { get; init; }

    public int Runs { get; init; } = 3;

    /// <summary>Names of measurements; empty is all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public required string Server { get; init; }

    public required string Output { get; init; }

    /// <summary>Fewer in a quick run.</summary>
    public int Scaled(int count) => IsQuick ? Math.Max(1, count / 4) : count;
}
