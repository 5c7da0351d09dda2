using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orchestrator.Actors.Threaded;

/// <summary>The operating system's randomness. Safe for concurrent use.</summary>
public sealed class SystemEntropy : Entropy
{
    public static SystemEntropy Instance { get; } = new();

    public override ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
