namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>What the look at a journal came to.</summary>
/// <param name="Leaderships">Of how many there is a row.</param>
/// <param name="Writes">How many writes its rows have.</param>
/// <param name="Faults">What is wrong, in words; none when all is well.</param>
internal sealed record JournalFindings(int Leaderships, int Writes, IReadOnlyList<string> Faults);
