namespace Orchestrator.Client;

/// <summary>Messages of a <see cref="Reflector"/>; all come from itself.</summary>
public abstract record ReflectorMessage
{
    private protected ReflectorMessage()
    {
    }
}
