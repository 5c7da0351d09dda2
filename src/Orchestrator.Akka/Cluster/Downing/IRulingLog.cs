namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>Who was given up, ruling after ruling, kept where all control planes can reach it.</summary>
internal interface IRulingLog
{
    /// <summary>The newest ruling's position, 0 where there is none, and all who were given up.</summary>
    Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync();

    /// <summary>Takes one position, which at most one ruling gets; false: another has it.</summary>
    Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp);
}
