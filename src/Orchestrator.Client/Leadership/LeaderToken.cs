using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>One leadership: what a leader attaches to its writes so that the store can refuse those of a
/// predecessor.</summary>
/// <param name="LeaseUid">The Lease object, by uid.</param>
/// <param name="Transitions">How often the Lease has changed hands; grows with each leadership.</param>
public sealed record LeaderToken(ObjectKey Lease, string LeaseUid, string Identity, int Transitions);
