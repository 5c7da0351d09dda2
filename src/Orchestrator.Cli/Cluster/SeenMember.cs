namespace Orchestrator.Cli.Cluster;

/// <summary>A member of the cluster as one control plane sees it.</summary>
/// <param name="Name">The first of its Nodes, or its address where it has none.</param>
/// <param name="Address">HOST:PORT; of a member of an Akka cluster <c>akka.tcp://orchestrator@HOST:PORT</c>.</param>
/// <param name="Roles">Comma-separated, without those that name Nodes.</param>
/// <param name="State">Such as <c>up</c> or <c>unreachable</c>.</param>
public sealed record SeenMember(string Name, string Address, string Roles, string State)
{
    /// <summary>HOST:PORT alone.</summary>
    public string HostPort => Address[(Address.LastIndexOf('@') + 1)..];

    public bool IsControlPlane => Roles.Split(',').Contains("control-plane");
}
