using Orchestrator.Api;
using Orchestrator.Client;

namespace Orchestrator.Hosting;

/// <summary>How controllers and scheduler elect their leaders; Kubernetes' names and defaults.</summary>
public sealed record LeaderElectionSettings
{
    /// <summary>The only kind of object that is elected by.</summary>
    public const string Leases = "leases";

    /// <summary>Null: where other control planes may share the journal. A process alone with its journal leads at once,
    /// and after a restart waits for no Lease.</summary>
    public bool? LeaderElect { get; init; }

    /// <summary>How long others wait after the last renewal they saw; whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader tries to renew before it steps down.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between attempts.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    public string ResourceLock { get; init; } = Leases;

    public string ResourceNamespace { get; init; } = "kube-system";

    /// <summary>The controllers' Lease.</summary>
    public string ResourceName { get; init; } = "kube-controller-manager";

    /// <summary>The scheduler's Lease.</summary>
    public string SchedulerResourceName { get; init; } = "kube-scheduler";

    /// <exception cref="ArgumentException">They cannot work; the text says which, and why.</exception>
    public void Validate()
    {
        if (ResourceLock != Leases)
            throw new ArgumentException($"leader election's resource lock is {Leases}, not '{ResourceLock}'");
        if (ResourceNamespace.Length == 0 || ResourceName.Length == 0 || SchedulerResourceName.Length == 0)
            throw new ArgumentException("leader election needs a namespace and names for its Leases");
        if (ResourceName == SchedulerResourceName)
        {
            throw new ArgumentException(
                $"controllers and scheduler cannot both be elected by the Lease {ResourceName}");
        }
        OptionsFor(ResourceName, "nobody").Validated();
    }

    internal LeaderElectionOptions OptionsFor(string lease, string identity) => new(
        new ObjectKey(ResourceNamespace, lease), identity)
    {
        LeaseDuration = LeaseDuration,
        RenewDeadline = RenewDeadline,
        RetryPeriod = RetryPeriod,
    };
}
