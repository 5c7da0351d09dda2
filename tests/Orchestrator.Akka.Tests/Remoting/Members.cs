using System.Collections.Immutable;
using Akka.Actor;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Membership as a test wants it.</summary>
internal sealed class Members
{
    private ImmutableArray<ClusterMember> _all = [];

    public Func<ImmutableArray<ClusterMember>> Read => () => _all;

    public event Action<ClusterMember>? Changed;

    public static ClusterMember Plane(string address, MemberState state = MemberState.Up, long incarnation = 1) =>
        new(address, incarnation, [ClusterRoles.ControlPlane], state);

    public static ClusterMember Worker(string address, string node) =>
        new(address, 1, [ClusterRoles.Node, ClusterRoles.NodePrefix + node], MemberState.Up);

    public static string AddressOf(ActorSystem system) => RemoteApi.AddressOf(system).ToString();

    /// <summary>What is known of a member from now on.</summary>
    public void Set(params ReadOnlySpan<ClusterMember> members)
    {
        foreach (var member in members)
        {
            var all = _all.RemoveAll(one => one.Address == member.Address);
            _all = member.State == MemberState.Removed ? all : all.Add(member);
            Changed?.Invoke(member);
        }
    }
}
