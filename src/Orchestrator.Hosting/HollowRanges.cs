using System.Globalization;
using System.Net;

namespace Orchestrator.Hosting;

/// <summary>The ranges hollow nodes take Pod addresses from: a thousand addresses each, as many as a hollow node takes
/// Pods. Pure.</summary>
/// <remarks>Number 0 is <c>10.64.0.0/22</c>, 1 is <c>10.64.4.0/22</c>, 64 is <c>10.65.0.0/22</c>.</remarks>
internal static class HollowRanges
{
    public const int Count = 192 * 64;

    private const int First = 64;

    public static string Of(int number)
    {
        number %= Count;
        return string.Create(CultureInfo.InvariantCulture, $"10.{First + number / 64}.{number % 64 * 4}.0/22");
    }

    /// <summary>Where so many free ranges begin in a row; the nearest at or after <paramref name="from"/>.</summary>
    /// <param name="taken">Ranges of the cluster's nodes; others than hollow ones are passed over.</param>
    public static int FindFree(int from, int count, IEnumerable<string?> taken)
    {
        var used = taken.Select(NumberOf).OfType<int>().ToHashSet();
        for (var i = 0; i < Count; i++)
        {
            var start = (from + i) % Count;
            if (Enumerable.Range(start, count).All(number => !used.Contains(number % Count)))
                return start;
        }
        return from % Count;
    }

    private static int? NumberOf(string? range)
    {
        if (!IPNetwork.TryParse(range, out var network) || network.PrefixLength != 22)
            return null;
        var bytes = network.BaseAddress.GetAddressBytes();
        return bytes is [10, >= First, _, _] ? (bytes[1] - First) * 64 + bytes[2] / 4 : null;
    }
}
