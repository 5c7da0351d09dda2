using System.Diagnostics;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Who runs the singleton, over all members of one process.</summary>
internal sealed class Occupancy
{
    private readonly Lock _lock = new();
    private readonly List<(string Member, bool Began, long At)> _events = [];
    private readonly HashSet<string> _inside = [];

    /// <summary>How many ran it at once, at most.</summary>
    public int Most { get; private set; }

    /// <summary>The only one that runs it; null where nobody does, or for a moment two.</summary>
    public string? Holder
    {
        get
        {
            lock (_lock)
                return _inside.Count == 1 ? _inside.Single() : null;
        }
    }

    public void Begin(string member)
    {
        lock (_lock)
        {
            _events.Add((member, true, Stopwatch.GetTimestamp()));
            _inside.Add(member);
            Most = Math.Max(Most, _inside.Count);
        }
    }

    public void End(string member)
    {
        lock (_lock)
        {
            _events.Add((member, false, Stopwatch.GetTimestamp()));
            _inside.Remove(member);
        }
    }

    /// <summary>When the member began, in milliseconds after <paramref name="from"/>; null if it has not.</summary>
    public double? Began(string member, long from) => At(member, true, from);

    public double? Ended(string member, long from) => At(member, false, from);

    private double? At(string member, bool began, long from)
    {
        lock (_lock)
        {
            foreach (var entry in _events)
            {
                if (entry.Member == member && entry.Began == began && entry.At >= from)
                    return Stopwatch.GetElapsedTime(from, entry.At).TotalMilliseconds;
            }
            return null;
        }
    }
}
