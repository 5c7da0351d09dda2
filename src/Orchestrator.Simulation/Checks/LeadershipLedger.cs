using Orchestrator.Api.Coordination.V1;

namespace Orchestrator.Simulation.Checks;

/// <summary>Which leadership was in force at which revision, from the history; and what led components wrote.</summary>
/// <remarks>Knows nothing of how the store fences: a write under a token holds only where the Lease, as the history has
/// it, stood for that token.</remarks>
internal sealed class LeadershipLedger(Verdicts verdicts)
{
    private static readonly string[] WrittenOnlyByControllers =
    [
        ApiKinds.Of<ReplicaSet>().StoragePrefix, ApiKinds.Of<EndpointSlice>().StoragePrefix,
        ApiKinds.Of<Endpoints>().StoragePrefix,
    ];

    private readonly SortedDictionary<ObjectKey, List<(long From, LeaderToken? Token)>> _terms = [];

    /// <summary>Whether controllers lead by a Lease, so that nothing of theirs may come without a token.</summary>
    public bool IsElected { get; set; }

    public void Observe(StoreChange change)
    {
        var lease = (change.Current ?? change.Previous)?.Value.Object as Lease;
        if (lease is null || lease.Metadata.Namespace != "kube-system")
            return;
        var token = change.Current is null ? null : LeaderToken.Of(lease);
        if (!_terms.TryGetValue(lease.Key, out var terms))
            _terms[lease.Key] = terms = [];
        if (terms.Count == 0 || terms[^1].Token != token)
            terms.Add((change.Revision, token));
    }

    /// <summary>Holds a write that was acknowledged at a revision against the leadership of that moment.</summary>
    public void Check(WriteCommand command, long revision)
    {
        if (command.Fence is not { } fence)
        {
            if (IsElected && IsControllers(command.Key))
                verdicts.Violated($"{command.Key} was written at {revision} under no leader's token");
            return;
        }
        var token = new LeaderToken(fence.Lease, fence.Uid, fence.Holder, fence.Transitions);
        var inForce = InForceBefore(fence.Lease, revision);
        if (inForce != token)
            verdicts.Violated($"{command.Key} was written at {revision} by {token}; by then {inForce} led");
    }

    private LeaderToken? InForceBefore(ObjectKey lease, long revision)
    {
        if (!_terms.TryGetValue(lease, out var terms))
            return null;
        return terms.FindLast(term => term.From < revision).Token;
    }

    private static bool IsControllers(string key) =>
        !key.EndsWith("/kubernetes", StringComparison.Ordinal)
        && WrittenOnlyByControllers.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}
