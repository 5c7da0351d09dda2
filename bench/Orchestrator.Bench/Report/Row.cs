namespace Orchestrator.Bench.Report;

/// <summary>One line of the document: our figure, what it is set against, and what the real components do.</summary>
/// <param name="Figure">Its name in <see cref="Figures"/>.</param>
/// <param name="Unit">Such as <c>per s</c>, <c>ms</c>.</param>
/// <param name="Peer">The real components' figure in the same unit; null where there is none.</param>
/// <param name="Baseline">The figure of the same requests against the baseline in this run.</param>
/// <param name="LessIsBetter">Times and memory.</param>
public sealed record Row(
    string Title, string Figure, string Unit, double? Peer = null, string? Baseline = null,
    bool LessIsBetter = false);
