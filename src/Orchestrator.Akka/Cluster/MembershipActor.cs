using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Orchestrator.Api.Values;
using Orchestrator.Hosting.Clusters;
using AkkaMembership = Akka.Cluster.Cluster;

namespace Orchestrator.Akka.Cluster;

/// <summary>Follows the cluster's events, and keeps the list of members that <see cref="AkkaCluster"/> shows.</summary>
internal sealed class MembershipActor(AkkaCluster owner) : UntypedActor
{
    private readonly Dictionary<UniqueAddress, (Member Member, bool Unreachable)> _members = [];
    private readonly AkkaMembership _cluster = AkkaMembership.Get(owner.Akka);

    public static ClusterMember Describe(Member member, bool unreachable) => new(
        member.Address.ToString(), member.UniqueAddress.Uid, member.Roles.Order(StringComparer.Ordinal).ToValueList(),
        member.Status switch
        {
            MemberStatus.Removed => MemberState.Removed,
            MemberStatus.Down => MemberState.Down,
            _ when unreachable => MemberState.Unreachable,
            MemberStatus.Up => MemberState.Up,
            MemberStatus.Leaving or MemberStatus.Exiting => MemberState.Leaving,
            _ => MemberState.Joining,
        });

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberRemoved removed:
                _members.Remove(removed.Member.UniqueAddress);
                Publish(removed.Member, false);
                if (removed.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
                    End();
                break;
            case ClusterEvent.IMemberEvent change:
                Set(change.Member, _members.TryGetValue(change.Member.UniqueAddress, out var old) && old.Unreachable);
                break;
            case ClusterEvent.UnreachableMember lost:
                Set(lost.Member, true);
                break;
            case ClusterEvent.ReachableMember back:
                Set(back.Member, false);
                break;
            case ThisActorSystemQuarantinedEvent:
                // Another member takes nothing from us any more, whatever we believe: only a new incarnation can help.
                // Down, not leave: that would wait for an agreement with those who do not listen.
                _cluster.Down(_cluster.SelfAddress);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Whoever is a member no more ends.</summary>
    /// <remarks>Akka ends one that finds itself Down. One that downs all it cannot reach and itself, being the leader
    /// there (a wire cut one way), removes itself in the same breath, finds nothing, and would stay: no member, no
    /// trees, no end.</remarks>
    private void End() =>
        CoordinatedShutdown.Get(owner.Akka).Run(CoordinatedShutdown.ClusterDowningReason.Instance);

    private void Set(Member member, bool unreachable)
    {
        _members[member.UniqueAddress] = (member, unreachable);
        Publish(member, unreachable);
    }

    private void Publish(Member changed, bool unreachable)
    {
        var members = _members.Values.ToList();
        members.Sort(static (a, b) => Member.AgeOrdering.Compare(a.Member, b.Member));
        owner.Publish(
            [.. members.Select(entry => Describe(entry.Member, entry.Unreachable))], Describe(changed, unreachable));
    }
}
