using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Client;

/// <summary>Decides over a Lease, as client-go's leader election does. Pure but for what it has observed.</summary>
/// <remarks>
/// Wall clocks are never compared, neither candidates' with each other nor one with itself: a Lease counts from the
/// moment this candidate saw it change, by a clock that only goes forward (<c>now</c>: time since any fixed moment).
/// <c>wall</c> is only written down.
/// </remarks>
public sealed class LeaderElection(LeaderElectionOptions options)
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private (string? Uid, string? ResourceVersion) _observed;
    private TimeSpan _observedAt;

    /// <summary>Takes note of the Lease as it is; null where there is none.</summary>
    public void Observe(Lease? lease, TimeSpan now)
    {
        var seen = (lease?.Metadata.Uid, lease?.Metadata.ResourceVersion);
        if (seen == _observed)
            return;
        _observed = seen;
        _observedAt = now;
    }

    /// <summary>The Lease to write in order to lead; null while another's still counts.</summary>
    /// <remarks>One that we hold without leading by it (its answer was lost, or we stepped down) counts as a new
    /// leadership too, so that no late write of the old one passes for one of the new.</remarks>
    public Lease? Claim(Lease? lease, TimeSpan now, DateTimeOffset wall)
    {
        if (lease is null)
        {
            return new Lease
            {
                Metadata = new() { Namespace = options.Lease.Namespace, Name = options.Lease.Name },
                Spec = Held(wall, wall, 0),
            };
        }
        var spec = lease.Spec;
        var isAnothers = spec.HolderIdentity is { Length: > 0 } holder && holder != options.Identity;
        var lasts = TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? (int)options.LeaseDuration.TotalSeconds);
        if (isAnothers && _observedAt + lasts > now)
            return null;
        return lease with { Spec = Held(wall, wall, (spec.LeaseTransitions ?? 0) + 1) };
    }

    /// <summary>The Lease to write in order to go on leading by it.</summary>
    public Lease Renew(Lease lease, DateTimeOffset wall)
    {
        var spec = lease.Spec;
        // A clock that stands must not make a renewal that changes nothing: the server would write none.
        var renewed = new MicroTime(wall) == spec.RenewTime ? wall + Microsecond : wall;
        return lease with { Spec = Held(spec.AcquireTime?.Moment ?? wall, renewed, spec.LeaseTransitions ?? 0) };
    }

    /// <summary>The Lease given up: no holder, and counting for one second only.</summary>
    public Lease Release(Lease lease, DateTimeOffset wall) => lease with
    {
        Spec = new LeaseSpec
        {
            HolderIdentity = "",
            LeaseDurationSeconds = 1,
            AcquireTime = wall,
            RenewTime = wall,
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
