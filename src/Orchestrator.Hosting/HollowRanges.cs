using System.Globalization;

namespace Orchestrator.Hosting;

/// <summary>The ranges hollow nodes take Pod addresses from: a thousand addresses each, as many as a hollow node takes
/// Pods. Pure.</summary>
/// <remarks>Node 0 of block 0 has <c>10.64.0.0/22</c>, node 1 <c>10.64.4.0/22</c>; block 1 begins at
/// <c>10.65.0.0/22</c>.</remarks>
internal static class HollowRanges
{
    public const int Blocks = 192;
    public const int NodesPerBlock = 64;

    private const int First = 64;

    public static string Of(int block, int node) => string.Create(
        CultureInfo.InvariantCulture, $"10.{First + block % Blocks}.{node % NodesPerBlock * 4}.0/22");
}
