using Orchestrator.Api;

namespace Orchestrator.Store;

/// <summary>A leader's token on a write: the Lease it leads by, as it was when the leader took it.</summary>
/// <remarks>Checked in the write's own batch against the Lease as stored, so that a leader that slept through its
/// successor's election cannot write after it. A renewal changes none of the three; a change of holder does.</remarks>
/// <param name="Lease">Namespace and name of the Lease.</param>
/// <param name="Uid">The Lease's <c>metadata.uid</c>: a Lease deleted and made again is another one.</param>
/// <param name="Holder">Its <c>spec.holderIdentity</c>.</param>
/// <param name="Transitions">Its <c>spec.leaseTransitions</c>.</param>
public sealed record Fence(ObjectKey Lease, string Uid, string Holder, int Transitions)
{
    /// <summary>Where the Lease lies in the store.</summary>
    public string StorageKey => $"/registry/leases/{Lease.Namespace}/{Lease.Name}";
}
