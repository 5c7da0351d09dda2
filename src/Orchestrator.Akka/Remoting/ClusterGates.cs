using System.Collections.Immutable;
using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>The API server of a living control plane: one for as long as it lives and answers, then the next.</summary>
/// <remarks>
/// <code>
///   var gates = new ClusterGates(cluster);
///   IApiClient api = new RemoteApiClient(cluster.Akka, gates, UserIdentity.Node("worker-1"));
/// </code>
/// Open watches stay where they are until their member is lost. No control plane among the members: calls fail at once.
/// Whether a member lives <see cref="AkkaCluster.Members"/> says; whether it serves, its calls.
/// </remarks>
public sealed class ClusterGates : IGates, IDisposable
{
    private readonly ActorSystem _system;
    private readonly string _self;
    private readonly Func<ImmutableArray<ClusterMember>> _members;
    private readonly MemberCalls _calls = new();
    private readonly Action _stop;
    private readonly Lock _lock = new();
    private Gate? _current;
    private string? _after;

    public ClusterGates(AkkaCluster cluster)
        : this(cluster.Akka, cluster.Address, () => cluster.Members)
    {
        cluster.Changed += _calls.Hear;
        _stop = () => cluster.Changed -= _calls.Hear;
    }

    internal ClusterGates(ActorSystem system, string self, Func<ImmutableArray<ClusterMember>> members)
    {
        _system = system;
        _self = self;
        _members = members;
        _stop = static () => { };
    }

    /// <summary>The member whose API server takes the next call; null while there is none.</summary>
    public string? Current => Choose()?.Address;

    internal MemberCalls Calls => _calls;

    public Gate? Begin(IActorRef call)
    {
        // The member may be lost between the choice and the entry, and its loss told before: then another is chosen.
        while (Choose() is { } gate)
        {
            _calls.Add(call, gate);
            if (Find(_members(), gate) is not null)
                return gate;
            _calls.Remove(call, gate);
        }
        return null;
    }

    public void End(IActorRef call, Gate gate, bool failed)
    {
        _calls.Remove(call, gate);
        if (!failed)
            return;
        gate.HasAnswered = false;
        lock (_lock)
        {
            // Of the many calls that fail with one gate the first moves all.
            if (_current == gate)
                Leave();
        }
    }

    public void Tell(object message, IActorRef sender) =>
        (Choose()?.Way ?? _system.DeadLetters).Tell(message, sender);

    public void Dispose() => _stop();

    private Gate? Choose()
    {
        lock (_lock)
        {
            var members = _members();
            if (_current is not null && Find(members, _current) is not null)
                return _current;
            Leave();
            if (GateOrder.Choose(members, _self, _after) is not { } member)
                return null;
            var path = $"{member.Address}/user/{ApiServerGate.Name}";
            return _current = new Gate(member.Address, member.Incarnation, _system.ActorSelection(path));
        }
    }

    private void Leave()
    {
        _after = _current?.Address ?? _after;
        _current = null;
    }

    private static ClusterMember? Find(ImmutableArray<ClusterMember> members, Gate gate)
    {
        foreach (var member in members)
        {
            if (member.Address == gate.Address && member.Incarnation == gate.Incarnation && GateOrder.Serves(member))
                return member;
        }
        return null;
    }
}
