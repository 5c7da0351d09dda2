namespace Orchestrator.Akka.Driver;

/// <summary>
/// Asks a kernel actor's Akka side to stop it in order: the running handler, the children, OnStopAsync, then the end.
/// </summary>
/// <remarks>The termination message for ClusterSingletonManager: unlike a PoisonPill it lets the tree finish.</remarks>
public sealed class StopActor
{
    public static StopActor Instance { get; } = new();
}
