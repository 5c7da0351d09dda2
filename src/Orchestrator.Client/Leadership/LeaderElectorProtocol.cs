namespace Orchestrator.Client;

/// <summary>Messages of a <see cref="LeaderElector"/>; all come from itself.</summary>
public abstract record LeaderElectorMessage
{
    private protected LeaderElectorMessage()
    {
    }
}
