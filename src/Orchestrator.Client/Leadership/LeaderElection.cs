using Orchestrator.Api.Coordination.V1;

namespace Orchestrator.Client;

/// <summary>Decides over a Lease, as client-go's leader election does. Pure but for what it has observed.</summary>
/// <remarks>
/// Clocks of candidates are never compared: a Lease counts from the moment this candidate saw it change, not from the
/// times written in it.
/// </remarks>
public sealed class LeaderElection(LeaderElectionOptions options)
{
    private LeaseSpec? _observed;
    private DateTimeOffset _observedAt;

    /// <summary>Takes note of the Lease as it is; null where there is none.</summary>
    public void Observe(Lease? lease, DateTimeOffset now)
    {
        if (lease?.Spec == _observed)
            return;
        _observed = lease?.Spec;
        _observedAt = now;
    }

    /// <summary>Whether this candidate holds the Lease it last observed.</summary>
    public bool IsHolder => _observed?.HolderIdentity == options.Identity;

    /// <summary>The Lease to write in order to lead or go on leading; null while another's still counts.</summary>
    public Lease? Claim(Lease? lease, DateTimeOffset now)
    {
        if (lease is null)
        {
            return new Lease
            {
                Metadata = new() { Namespace = options.Lease.Namespace, Name = options.Lease.Name },
                Spec = Held(now, now, 0),
            };
        }
        var spec = lease.Spec;
        if (spec.HolderIdentity == options.Identity)
            return lease with { Spec = Held(spec.AcquireTime?.Moment ?? now, now, spec.LeaseTransitions ?? 0) };
        var held = spec.HolderIdentity is { Length: > 0 };
        var lasts = TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? (int)options.LeaseDuration.TotalSeconds);
        if (held && _observedAt + lasts > now)
            return null;
        return lease with { Spec = Held(now, now, (spec.LeaseTransitions ?? 0) + 1) };
    }

    /// <summary>The Lease given up: no holder, and counting for one second only.</summary>
    public Lease Release(Lease lease, DateTimeOffset now) => lease with
    {
        Spec = new LeaseSpec
        {
            HolderIdentity = "",
            LeaseDurationSeconds = 1,
            AcquireTime = now,
            RenewTime = now,
            LeaseTransitions = lease.Spec.LeaseTransitions,
        },
    };

    private LeaseSpec Held(DateTimeOffset acquired, DateTimeOffset renewed, int transitions) => new()
    {
        HolderIdentity = options.Identity,
        LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
        AcquireTime = acquired,
        RenewTime = renewed,
        LeaseTransitions = transitions,
    };
}
