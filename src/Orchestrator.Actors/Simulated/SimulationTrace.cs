namespace Orchestrator.Actors.Simulated;

/// <summary>What a run did: a hash of all steps, and the last of them in clear.</summary>
internal sealed class SimulationTrace
{
    private const int Kept = 24;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly SimulationStep[] _last = new SimulationStep[Kept];

    /// <summary>
    /// FNV-1a over path, name and virtual time of every step: the same on every machine and in every process.
    /// </summary>
    public ulong Hash { get; private set; } = Offset;

    public long Count { get; private set; }

    public SimulationStep Add(DateTimeOffset time, string path, string what)
    {
        var step = new SimulationStep(++Count, time, path, what);
        _last[Count % Kept] = step;
        Hash = HashOf(HashOf(Hash, path), what);
        Hash = (Hash ^ (ulong)time.UtcTicks) * Prime;
        return step;
    }

    public override string ToString()
    {
        var first = Math.Max(1, Count - Kept + 1);
        return string.Concat(Sequence(first).Select(n => $"\n  {_last[n % Kept]}"));
    }

    public static ulong HashOf(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return hash;
    }

    private IEnumerable<long> Sequence(long first)
    {
        for (var n = first; n <= Count; n++)
            yield return n;
    }
}
