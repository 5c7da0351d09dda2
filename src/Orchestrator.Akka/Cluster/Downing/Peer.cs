namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>A member as this one sees it.</summary>
/// <param name="Id">Names one incarnation of it, as <see cref="Arbiter"/> knows it.</param>
/// <param name="IsControlPlane">It has the role.</param>
/// <param name="Standing">Whether it is there.</param>
internal sealed record Peer(string Id, bool IsControlPlane, Standing Standing)
{
    public bool IsLost => Standing == Standing.Lost;
}
