using System.Diagnostics;

namespace Orchestrator.Load;

/// <summary>Durations in ticks of <see cref="Stopwatch"/>, gathered per client and asked once at the end.</summary>
public sealed class Latencies(IEnumerable<long> ticks)
{
    private readonly long[] _sorted = [.. ticks.Order()];

    public int Count => _sorted.Length;

    /// <summary>Milliseconds, nearest rank; 0 when there is nothing.</summary>
    public double Percentile(double share)
    {
        if (_sorted.Length == 0)
            return 0;
        var rank = (int)Math.Ceiling(share * _sorted.Length) - 1;
        return _sorted[Math.Clamp(rank, 0, _sorted.Length - 1)] * 1000.0 / Stopwatch.Frequency;
    }
}
