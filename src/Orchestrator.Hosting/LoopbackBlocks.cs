using System.Text;
using Orchestrator.Node.Runtime;

namespace Orchestrator.Hosting;

/// <summary>Which loopback addresses a cluster's Pods get.</summary>
/// <remarks>Loopback addresses are the machine's, and a machine may run several clusters: each begins at a block that
/// follows from its data directory, so that the first Pods of two do not meet on one address and port.</remarks>
internal static class LoopbackBlocks
{
    /// <summary>As many ranges as there are; see <see cref="PodAddresses.LoopbackRange"/>.</summary>
    public const int Count = 512;

    /// <summary>The range that a process node of this data directory comes to first, by the node's number from 0 to
    /// <see cref="Count"/> - 1.</summary>
    public static int NumberOf(string dataDirectory, int node)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, Count);
        return (int)((Hash(dataDirectory) + (uint)node) % Count);
    }

    /// <summary>A range by its number.</summary>
    public static string RangeOf(int number) => PodAddresses.LoopbackRange(number);

    /// <summary>FNV-1a: the same at each start, which a string's own hash code is not.</summary>
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * 16777619u);
        return hash;
    }
}
