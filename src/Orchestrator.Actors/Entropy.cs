namespace Orchestrator.Actors;

/// <summary>Where randomness and ids come from. Handed in, so that a simulation's seed decides them.</summary>
public abstract class Entropy
{
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>64 uniformly random bits.</summary>
    public abstract ulong NextUInt64();

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>).</summary>
    public int Next(int exclusiveMax) => (int)(NextUInt64() % (ulong)exclusiveMax);

    /// <summary>A version 4 UUID in its usual form: an object's <c>metadata.uid</c>.</summary>
    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, NextUInt64());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], NextUInt64());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The suffix Kubernetes puts behind generateName: no vowels, so that no words appear.</summary>
    public string NextSuffix(int length) =>
        string.Create(length, this, static (span, entropy) =>
        {
            foreach (ref var c in span)
                c = SuffixAlphabet[entropy.Next(SuffixAlphabet.Length)];
        });
}
