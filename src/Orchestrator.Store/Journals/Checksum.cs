using System.Buffers.Binary;
using System.Numerics;

namespace Orchestrator.Store.Journals;

/// <summary>CRC-32C, which processors compute by themselves: some GB per second.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var single in bytes)
            crc = BitOperations.Crc32C(crc, single);
        return ~crc;
    }
}
