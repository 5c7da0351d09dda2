using System.Diagnostics;

namespace Orchestrator.Bench.Akka.Failover;

/// <summary>When which member ran the probe's tree.</summary>
public sealed class Holding
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _began = [];
    private readonly Dictionary<string, long> _ended = [];

    public void Begin(string member)
    {
        lock (_gate)
            _began.TryAdd(member, Stopwatch.GetTimestamp());
    }

    public void End(string member)
    {
        lock (_gate)
            _ended.TryAdd(member, Stopwatch.GetTimestamp());
    }

    /// <summary>As <see cref="Stopwatch.GetTimestamp"/>; null if it has not.</summary>
    public long? Began(string member)
    {
        lock (_gate)
            return _began.TryGetValue(member, out var at) ? at : null;
    }

    public long? Ended(string member)
    {
        lock (_gate)
            return _ended.TryGetValue(member, out var at) ? at : null;
    }
}
