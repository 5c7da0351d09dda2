using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Who stands for which Lease, with Kubernetes' own times.</summary>
/// <param name="Lease">Such as kube-system/kube-scheduler.</param>
/// <param name="Identity">Unique among candidates; host name and a uid, as Kubernetes writes it:
/// <c>host_uid</c>.</param>
public sealed record LeaderElectionOptions(ObjectKey Lease, string Identity)
{
    /// <summary>Candidates wait up to this much longer than the retry period, each by chance.</summary>
    internal const double JitterFactor = 1.2;

    /// <summary>How long others wait after the last renewal they saw before they take over.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader tries to renew before it steps down; less than the duration, so that it is gone
    /// before another leads.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between attempts to take or renew the Lease.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gives the Lease up when stopping, so that a successor need not wait.</summary>
    public bool ReleaseOnStop { get; init; } = true;

    /// <summary>Somebody else decides who leads, and has decided for this candidate: it takes the Lease at once,
    /// whoever holds it. One that took it after this candidate has it for the Lease's duration first.</summary>
    public bool TakesOver { get; init; }

    /// <summary>The clock whose times are written into the Lease, for people to read; null: the system's. Nothing is
    /// decided by it.</summary>
    public TimeProvider? WallClock { get; init; }

    /// <summary>Told when it begins to lead and when it no longer does; quick, and safe for threads.</summary>
    public Action<bool>? OnChange { get; init; }

    /// <summary>Told of every attempt that failed, races for the Lease apart; quick, and safe for threads.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>What Kubernetes demands of the times.</summary>
    /// <exception cref="ArgumentException">They are refused; the text names which, and why.</exception>
    public LeaderElectionOptions Validated()
    {
        if (RetryPeriod <= TimeSpan.Zero)
            throw new ArgumentException($"retry period {RetryPeriod.TotalSeconds} s must be greater than zero");
        if (RenewDeadline <= RetryPeriod * JitterFactor)
        {
            throw new ArgumentException(
                $"renew deadline {RenewDeadline.TotalSeconds} s must be greater than retry period "
                + $"{RetryPeriod.TotalSeconds} s × {JitterFactor}");
        }
        if (LeaseDuration <= RenewDeadline)
        {
            throw new ArgumentException(
                $"lease duration {LeaseDuration.TotalSeconds} s must be greater than renew deadline "
                + $"{RenewDeadline.TotalSeconds} s");
        }
        // The Lease holds whole seconds: less would be cut away from what others wait.
        if (LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentException($"lease duration {LeaseDuration.TotalSeconds} s must be whole seconds");
        return this;
    }
}
