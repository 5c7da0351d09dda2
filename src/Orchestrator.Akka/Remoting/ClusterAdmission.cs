using System.Collections.Immutable;
using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Hosting.Clusters;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>Whom a member of the cluster may act for, by its roles.</summary>
/// <remarks>
/// <code>
///   control-plane   anyone
///   node/worker-1   system:node:worker-1
///   node            system:kube-proxy
/// </code>
/// Nobody else is served. Who a member is remoting says, and members are who they say they are only where TLS keeps
/// others out (docs/decisions/0156-gates-by-membership.md).
/// </remarks>
public sealed class ClusterAdmission
{
    private readonly Func<ImmutableArray<ClusterMember>> _members;

    public ClusterAdmission(AkkaCluster cluster)
        : this(() => cluster.Members)
    {
    }

    internal ClusterAdmission(Func<ImmutableArray<ClusterMember>> members) => _members = members;

    /// <summary>Whether a call from there may be made for this user: null, or 403 with the role that is
    /// missing.</summary>
    /// <param name="caller">The whole address of the caller's actor system.</param>
    public ApiStatus? Admit(Address caller, UserIdentity user)
    {
        if (Find(caller) is not { } member)
            return Refused(caller, user, "it is no member of the cluster");
        if (member.HasRole(ClusterRoles.ControlPlane))
            return null;
        // The whole identity, groups included: a name alone would let a node call itself one of the masters.
        var role = user.NodeName() is { } node && user == UserIdentity.Node(node) ? ClusterRoles.NodePrefix + node
            : user == UserIdentity.KubeProxy ? ClusterRoles.Node
            : ClusterRoles.ControlPlane;
        return member.HasRole(role) ? null : Refused(caller, user, $"it does not have the role {role}");
    }

    /// <summary>Whether a call from there comes from a control plane: null, or 403.</summary>
    public ApiStatus? AdmitControlPlane(Address caller)
    {
        if (Find(caller) is not { } member)
            return Refused(caller, UserIdentity.ApiServer, "it is no member of the cluster");
        return member.HasRole(ClusterRoles.ControlPlane)
            ? null
            : Refused(caller, UserIdentity.ApiServer, $"it does not have the role {ClusterRoles.ControlPlane}");
    }

    private ClusterMember? Find(Address caller)
    {
        var address = caller.ToString();
        foreach (var member in _members())
        {
            // Unreachable is what we see of it; a call that came from there says that it lives.
            if (member.Address == address && member.State is not (MemberState.Down or MemberState.Removed))
                return member;
        }
        return null;
    }

    private static ApiStatus Refused(Address caller, UserIdentity user, string why) =>
        Statuses.NotAdmitted(caller.ToString(), user.Name, why).Status;
}
