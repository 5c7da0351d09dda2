namespace Orchestrator.Hosting.Clusters;

/// <summary>What <see cref="StoreLeader"/> tells itself.</summary>
public abstract record StoreLeaderMessage
{
    private protected StoreLeaderMessage()
    {
    }
}
