using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Actors;

namespace Orchestrator.Hosting.Clusters;

/// <summary>How a process stands for the Leases of its singletons.</summary>
/// <param name="Identity">Who it is among the candidates; see <see cref="IdentityOf"/>.</param>
public sealed record Candidacy(string Identity)
{
    public LeaderElectionSettings Settings { get; init; } = new();

    /// <summary>Told of leaderships and of Leases that cannot be written.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>As Kubernetes' components name themselves, <c>host_uid</c>: another one at each start.</summary>
    /// <param name="member">The process' name in the cluster; null: this machine's.</param>
    public static string IdentityOf(string? member, Entropy entropy) =>
        $"{NameOf(member)}_{entropy.NextUid()}";

    /// <param name="member">As it was named; null: this machine's name.</param>
    public static string NameOf(string? member) => member ?? Environment.MachineName.ToLowerInvariant();
}
