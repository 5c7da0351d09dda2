namespace Orchestrator.Actors;

/// <summary>Randomness that a seed decides (SplitMix64). Not for secrets, and not safe for concurrent use.</summary>
public sealed class SeededEntropy(ulong seed) : Entropy
{
    private ulong _state = seed;

    public override ulong NextUInt64()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
