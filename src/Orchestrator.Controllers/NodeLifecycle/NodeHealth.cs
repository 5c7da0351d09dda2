using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>When each Node was last heard of, by our own clock that nobody sets: Nodes' clocks are not compared, and
/// ours may be set without anybody falling silent.</summary>
/// <remarks>Fed on the controller's turn, read by its workers, hence the lock. Keeps one entry per Node and per Lease
/// of kube-node-lease.</remarks>
public sealed class NodeHealth(TimeProvider time)
{
    public const string LeaseNamespace = "kube-node-lease";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Heard> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (MicroTime? Renewed, TimeSpan At)> _leases = new(StringComparer.Ordinal);

    /// <summary>Time since a fixed moment.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Takes note of a Node's heartbeat where it differs from the last.</summary>
    public void Observe(ObjectChange<Node> change)
    {
        if (change.New is not { } node)
            return;
        var heartbeat = NodeConditions.Find(node, NodeConditions.Ready)?.LastHeartbeatTime;
        lock (_gate)
        {
            var name = node.Key.Name;
            if (!_nodes.TryGetValue(name, out var heard) || heard.Uid != node.Uid)
            {
                // A Node that never posted counts from its creation; one that did, from now: we may have been away.
                heard = new Heard(node.Uid, heartbeat, heartbeat is null ? Now - AgeOf(node) : Now);
            }
            else if (heard.Heartbeat != heartbeat)
            {
                heard = heard with { Heartbeat = heartbeat, At = Now };
            }
            _nodes[name] = NodeConditions.IsReady(node) ? heard with { WasReady = true } : heard;
        }
    }

    /// <summary>Takes note of a renewed Lease. Its time need not be later than the last: a Node's clock may be set
    /// back.</summary>
    public void Observe(ObjectChange<Lease> change)
    {
        if (change.Object.Key.Namespace != LeaseNamespace)
            return;
        lock (_gate)
        {
            var name = change.Object.Key.Name;
            if (change.New is not { } lease)
                _leases.Remove(name);
            else if (!_leases.TryGetValue(name, out var heard) || lease.Spec.RenewTime != heard.Renewed)
                _leases[name] = (lease.Spec.RenewTime, Now);
        }
    }

    /// <summary>When the Node's kubelet last gave a sign, by status or Lease, as <see cref="Now"/> counts.</summary>
    public TimeSpan LastHeard(Node node)
    {
        lock (_gate)
        {
            var at = _nodes.TryGetValue(node.Key.Name, out var heard) ? heard.At : Now;
            return _leases.TryGetValue(node.Key.Name, out var lease) && lease.At > at ? lease.At : at;
        }
    }

    /// <summary>True the first time it is asked about this Node, by uid.</summary>
    public bool IsNew(Node node)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(node.Key.Name, out var heard) || heard.Registered)
                return false;
            _nodes[node.Key.Name] = heard with { Registered = true };
            return true;
        }
    }

    /// <summary>Whether the Node was ready when it was last seen so, and nobody has acted on its loss yet.</summary>
    public bool WasReady(Node node)
    {
        lock (_gate)
            return _nodes.TryGetValue(node.Key.Name, out var heard) && heard.WasReady;
    }

    /// <summary>The loss has been acted on.</summary>
    public void LossHandled(Node node)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(node.Key.Name, out var heard))
                _nodes[node.Key.Name] = heard with { WasReady = false };
        }
    }

    /// <summary>The Node is gone; gives its uid if it was known.</summary>
    public string? Forget(string name)
    {
        lock (_gate)
            return _nodes.Remove(name, out var heard) ? heard.Uid : null;
    }

    private TimeSpan AgeOf(Node node)
    {
        var age = time.GetUtcNow() - (node.Metadata.CreationTimestamp?.Moment ?? time.GetUtcNow());
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    private sealed record Heard(string Uid, Time? Heartbeat, TimeSpan At)
    {
        public bool Registered { get; init; }

        public bool WasReady { get; init; }
    }
}
