using System.Net;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>Which control planes live, by their Leases. Pure.</summary>
/// <remarks>A Lease lives as long as its renewals are seen to go on, by this process's own clock that nobody sets; what
/// its times say is compared with nothing. So a process that has just started takes all for living, for one Lease's
/// length.</remarks>
internal sealed class LiveServers
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, (MicroTime? Renewed, TimeSpan SeenAt)> _seen = new(StringComparer.Ordinal);

    /// <summary>Nobody could renew, as far as this process can tell: all get their time again.</summary>
    public void Forget() => _seen.Clear();

    /// <summary>Parts the Leases, in their order.</summary>
    /// <param name="now">Any time that only goes on.</param>
    public (IReadOnlyList<IPEndPoint> Living, IReadOnlyList<Lease> Ended) Observe(
        IReadOnlyList<Lease> leases, TimeSpan now)
    {
        var living = new List<IPEndPoint>();
        var ended = new List<Lease>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lease in leases)
        {
            var name = lease.Metadata.Name!;
            names.Add(name);
            if (!_seen.TryGetValue(name, out var seen) || seen.Renewed != lease.Spec.RenewTime)
                _seen[name] = seen = (lease.Spec.RenewTime, now);
            var length = lease.Spec.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultLength;
            if (now - seen.SeenAt >= length)
                ended.Add(lease);
            else if (ApiServerIdentity.AddressOf(lease) is { } address && !living.Contains(address))
                living.Add(address);
        }
        foreach (var name in _seen.Keys.Where(name => !names.Contains(name)).ToArray())
            _seen.Remove(name);
        return (living, ended);
    }
}
