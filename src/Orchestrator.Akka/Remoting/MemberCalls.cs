using Akka.Actor;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>Which calls are at which member, so that they hear at once when it is lost.</summary>
/// <remarks>A call that begins while its member is being lost hears of it too: whoever chose the member looks again
/// after <see cref="Add"/>.</remarks>
internal sealed class MemberCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Address, long Incarnation), HashSet<IActorRef>> _calls = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _calls.Values.Sum(calls => calls.Count);
        }
    }

    public void Add(IActorRef call, Gate gate)
    {
        lock (_lock)
        {
            if (!_calls.TryGetValue((gate.Address, gate.Incarnation), out var calls))
                _calls[(gate.Address, gate.Incarnation)] = calls = [];
            calls.Add(call);
        }
    }

    public void Remove(IActorRef call, Gate gate)
    {
        lock (_lock)
        {
            if (_calls.TryGetValue((gate.Address, gate.Incarnation), out var calls) && calls.Remove(call)
                && calls.Count == 0)
                _calls.Remove((gate.Address, gate.Incarnation));
        }
    }

    /// <summary>Takes up what the cluster says of a member.</summary>
    public void Hear(ClusterMember member)
    {
        if (!member.IsLost)
            return;
        HashSet<IActorRef>? calls;
        lock (_lock)
            _calls.Remove((member.Address, member.Incarnation), out calls);
        if (calls is null)
            return;
        var lost = new GateLost($"the member {member.Address} is {member.State.ToString().ToLowerInvariant()}");
        foreach (var call in calls)
            call.Tell(lost, ActorRefs.NoSender);
    }
}
