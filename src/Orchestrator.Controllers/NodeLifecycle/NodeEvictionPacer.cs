using Orchestrator.Api.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>Says when a Node that is not ready may get the taint that evicts its Pods: one after another, and slower
/// the more are down.</summary>
/// <remarks>
/// One Node in ten seconds for each zone; in a large zone mostly down, one in a hundred; in a small such zone none.
/// Where no Node at all is ready the fault is likelier on our side: nobody is evicted, and taints already set are taken
/// back.
/// </remarks>
public sealed class NodeEvictionPacer
{
    private const double PerSecond = 0.1;
    private const double SecondaryPerSecond = 0.01;
    private const int LargeZone = 50;

    /// <summary>How long a count of the zones serves: every lost Node asks, and counting walks all Nodes.</summary>
    private static readonly TimeSpan CountedFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Zone, double Rate), TokenBucket> _turns = [];
    private Zones? _zones;
    private DateTimeOffset _counted;

    /// <summary>Takes the zone's next turn for this Node if it has come; one that has the taint keeps it.</summary>
    /// <param name="tainted">The Node has an evicting taint of ours.</param>
    /// <param name="nodes">All Nodes; asked for when the zones are counted anew.</param>
    public bool MayEvict(Node node, bool tainted, Func<IReadOnlyList<Node>> nodes, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_zones is null || now - _counted >= CountedFor)
            {
                _zones = Zones.Count(nodes());
                _counted = now;
            }
            if (_zones.AllDisrupted)
                return false;
            return tainted || (RateOf(node) is var rate && rate > 0 && TurnsOf(node, rate).TryTake(now));
        }
    }

    private double RateOf(Node node) => _zones!.StateOf(node) switch
    {
        (ZoneState.PartialDisruption, > LargeZone) => SecondaryPerSecond,
        (ZoneState.PartialDisruption, _) => 0,
        _ => PerSecond,
    };

    private TokenBucket TurnsOf(Node node, double rate)
    {
        var key = (Zones.KeyOf(node), rate);
        if (!_turns.TryGetValue(key, out var turns))
            _turns[key] = turns = new TokenBucket(rate, 1);
        return turns;
    }
}
