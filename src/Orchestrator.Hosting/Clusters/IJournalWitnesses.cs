namespace Orchestrator.Hosting.Clusters;

/// <summary>The control planes that share a journal, as one of them sees them.</summary>
public interface IJournalWitnesses
{
    /// <summary>The cluster has placed the store's leader here.</summary>
    bool IsPlacedHere { get; }

    /// <summary>Asks the others who are reachable; who does not answer soon is left out.</summary>
    ValueTask<IReadOnlyList<JournalWitness>> AskAsync(CancellationToken cancellation);
}
