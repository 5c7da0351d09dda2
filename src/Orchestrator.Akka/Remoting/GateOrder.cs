using System.Collections.Immutable;
using System.Text;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>Which control plane serves a member's calls. Pure.</summary>
/// <remarks>
/// Every member has an order of its own: itself, then by a hash of both addresses. So the members spread over the
/// control planes, and over the remaining ones when one dies.
/// <code>
///   w1: b c a      a dies      w1: b
///   w2: a b c        →         w2: b
///   w3: a c b                  w3: c
/// </code>
/// </remarks>
internal static class GateOrder
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The first that lives, or the first after <paramref name="after"/>, which may be the same
    /// again.</summary>
    /// <param name="after">The address of one that served no longer; it need not be a member any more.</param>
    public static ClusterMember? Choose(ImmutableArray<ClusterMember> members, string self, string? after)
    {
        var from = after is null ? (ulong?)null : Rank(self, after);
        ClusterMember? first = null, next = null;
        var (firstRank, nextRank) = (ulong.MaxValue, ulong.MaxValue);
        foreach (var member in members)
        {
            if (!Serves(member))
                continue;
            var rank = Rank(self, member.Address);
            if (first is null || rank < firstRank)
                (first, firstRank) = (member, rank);
            if (rank > from && (next is null || rank < nextRank))
                (next, nextRank) = (member, rank);
        }
        return next ?? first;
    }

    public static bool Serves(ClusterMember member) =>
        member.State == MemberState.Up && member.HasRole(ClusterRoles.ControlPlane);

    private static ulong Rank(string self, string member) => member == self ? 0 : Hash($"{self} {member}");

    private static ulong Hash(string text)
    {
        var hash = FnvOffset;
        foreach (var next in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ next) * FnvPrime;
        // FNV's last bytes change little of the high bits, by which we compare.
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        return hash ^ (hash >> 33);
    }
}
