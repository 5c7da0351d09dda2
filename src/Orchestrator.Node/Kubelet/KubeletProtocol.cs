namespace Orchestrator.Node.Kubelet;

/// <summary>Messages of a <see cref="KubeletActor"/>; all come from itself, its informer, its runtime and its
/// workers.</summary>
public abstract record KubeletMessage
{
    private protected KubeletMessage()
    {
    }
}
