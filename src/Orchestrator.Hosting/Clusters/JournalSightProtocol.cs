namespace Orchestrator.Hosting.Clusters;

/// <summary>What <see cref="JournalSight"/> tells itself.</summary>
public abstract record JournalSightMessage
{
    private protected JournalSightMessage()
    {
    }
}
