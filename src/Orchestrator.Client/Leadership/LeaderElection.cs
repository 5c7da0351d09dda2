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
    private LeaderToken? _claimed;
    private TimeSpan? _lostAt;

    /// <summary>Takes note of the Lease as it is; null where there is none.</summary>
    public void Observe(Lease? lease, TimeSpan now)
    {
        var seen = (lease?.Metadata.Uid, lease?.Metadata.ResourceVersion);
        if (seen == _observed)
            return;
        _observed = seen;
        _observedAt = now;
        _lostAt = lease is not null && IsHeldByAnother(lease) && TookItAfterUs(lease) ? _lostAt ?? now : null;
    }

    /// <summary>The Lease to write in order to lead; null while another's still counts.</summary>
    /// <remarks>One that we hold without leading by it (its answer was lost, or we stepped down) counts as a new
    /// leadership too, so that no late write of the old one passes for one of the new. With
    /// <see cref="LeaderElectionOptions.TakesOver"/> another's counts only if it took the Lease after our last claim,
    /// and from the moment we saw that, however often it renews.</remarks>
    public Lease? Claim(Lease? lease, TimeSpan now, DateTimeOffset wall)
    {
        if (lease is not null && IsAnothers(lease, now))
            return null;
        var claim = lease is null
            ? new Lease
            {
                Metadata = new() { Namespace = options.Lease.Namespace, Name = options.Lease.Name },
                Spec = Held(wall, wall, 0),
            }
            : lease with { Spec = Held(wall, wall, (lease.Spec.LeaseTransitions ?? 0) + 1) };
        _claimed = LeaderToken.Of(claim);
        return claim;
    }

    /// <summary>The Lease to write in order to go on leading by it.</summary>
    public Lease Renew(Lease lease, DateTimeOffset wall)
    {
        var spec = lease.Spec;
        // A clock that stands must not make a renewal that changes nothing: the server would write none.
        var renewed = new MicroTime(wall) == spec.RenewTime ? wall + Microsecond : wall;
        _claimed = LeaderToken.Of(lease);
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

    /// <summary>Whether another leads by it whom this candidate must leave alone.</summary>
    private bool IsAnothers(Lease lease, TimeSpan now)
    {
        if (!IsHeldByAnother(lease))
            return false;
        var lasts = TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? (int)options.LeaseDuration.TotalSeconds);
        // Two that both believe to be placed would otherwise take it from each other with every attempt.
        return (options.TakesOver ? _lostAt : _observedAt) + lasts > now;
    }

    private bool IsHeldByAnother(Lease lease) =>
        lease.Spec.HolderIdentity is { Length: > 0 } holder && holder != options.Identity;

    /// <summary>Only by the count: what we claimed may have been written though no answer came.</summary>
    private bool TookItAfterUs(Lease lease) => _claimed is { } ours
        && ((ours.LeaseUid.Length > 0 && lease.Metadata.Uid != ours.LeaseUid)
            || (lease.Spec.LeaseTransitions ?? 0) > ours.Transitions);

    private LeaseSpec Held(DateTimeOffset acquired, DateTimeOffset renewed, int transitions) => new()
    {
        HolderIdentity = options.Identity,
        LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
        AcquireTime = acquired,
        RenewTime = renewed,
        LeaseTransitions = transitions,
    };
}
