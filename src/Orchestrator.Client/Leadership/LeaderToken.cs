using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;

namespace Orchestrator.Client;

/// <summary>One leadership: what a leader attaches to its writes so that the store can refuse those of a
/// predecessor.</summary>
/// <param name="Lease">Namespace and name of the Lease.</param>
/// <param name="LeaseUid">The Lease object, by uid: one that was deleted and made again is another.</param>
/// <param name="Identity">Who holds it.</param>
/// <param name="Transitions">How often the Lease has changed hands; grows with each leadership.</param>
public sealed record LeaderToken(ObjectKey Lease, string LeaseUid, string Identity, int Transitions)
{
    /// <summary>The leadership that a Lease as stored stands for.</summary>
    public static LeaderToken Of(Lease lease) => new(
        lease.Key, lease.Metadata.Uid ?? "", lease.Spec.HolderIdentity ?? "", lease.Spec.LeaseTransitions ?? 0);

    /// <summary>Whether the Lease still stands for this leadership; a renewal does not change that.</summary>
    public bool IsOf(Lease? lease) => lease is not null && Of(lease) == this;
}
