using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Who stands for which Lease, with Kubernetes' own times.</summary>
/// <param name="Lease">Such as kube-system/kube-scheduler.</param>
/// <param name="Identity">Unique among candidates; host name and a uid, as Kubernetes writes it:
/// <c>host_uid</c>.</param>
public sealed record LeaderElectionOptions(ObjectKey Lease, string Identity)
{
    /// <summary>How long others wait after the last renewal they saw before they take over.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader tries to renew before it steps down; less than the duration, so that it is gone
    /// before another leads.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gives the Lease up when stopping, so that a successor need not wait.</summary>
    public bool ReleaseOnStop { get; init; } = true;
}
