using Orchestrator.Api.Values;

namespace Orchestrator.Hosting.Clusters;

/// <summary>One process of the cluster.</summary>
/// <param name="Address">Where the others reach it, in the form the cluster uses.</param>
/// <param name="Incarnation">Tells a restarted process from the one before it at the same address.</param>
/// <param name="Roles">See <see cref="ClusterRoles"/>.</param>
public sealed record ClusterMember(string Address, long Incarnation, ValueList<string> Roles, MemberState State)
{
    /// <summary>The Nodes whose kubelets run in it.</summary>
    public IEnumerable<string> Nodes
    {
        get
        {
            foreach (var role in Roles)
            {
                if (role.StartsWith(ClusterRoles.NodePrefix, StringComparison.Ordinal))
                    yield return role[ClusterRoles.NodePrefix.Length..];
            }
        }
    }

    /// <summary>The others do not hear from it, or it is out.</summary>
    public bool IsLost => State is MemberState.Unreachable or MemberState.Down or MemberState.Removed;

    public bool HasRole(string role)
    {
        foreach (var own in Roles)
        {
            if (own == role)
                return true;
        }
        return false;
    }
}
