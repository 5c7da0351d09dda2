using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>Why a follower that has read everything may take the journal over before its leader is silent.</summary>
/// <remarks>A claim against a leader that may live is good for one seal: once another row has come in its way, silence
/// decides, or the next one's leave. An order to seal at once stands: it is carried out behind whatever row is newest,
/// where the journal lets it be. Pure but for what it remembers.</remarks>
/// <param name="state">Of the store.</param>
/// <param name="time">The store's.</param>
/// <param name="isStart">The process begins: it has not led yet.</param>
internal sealed class Claim(StoreState state, TimeProvider time, bool isStart)
{
    // Whoever waits for the journal alone holds up its leader: no more than a little of the time.
    private static readonly TimeSpan OccupiedFor = TimeSpan.FromSeconds(15);
    private bool _mayReturn = isStart && state is { Epoch: 0, Options.HoldsAddress: true };
    private bool _hasKnocked;
    private long? _occupiedAt;

    /// <summary>Whoever leads: it was appointed, or the leader was the process before this one.</summary>
    public bool IsUrgent(Followed followed) => state.Candidacy.IsUrgent
        || (_mayReturn && followed.Leader is { } leader && leader == state.Options.Advertise);

    /// <summary>It was appointed, and its seal is to go behind whatever is newest.</summary>
    public bool IsOrder(Followed followed) => state.Candidacy.IsUrgent && !followed.IsOpen && !followed.IsOurs
        && (_occupiedAt is not { } at || time.GetElapsedTime(at) >= OccupiedFor);

    /// <summary>Nobody leads, or it is urgent.</summary>
    public bool Holds(Followed followed) => state.Candidacy.IsCandidate
        && (followed.IsOpen || IsOwn(followed) || IsUrgent(followed));

    /// <summary>A seal is on its way.</summary>
    public void Knocked() => _hasKnocked = true;

    /// <summary>The journal could not be had alone: for a while the seal takes its chance with the leader's next
    /// row.</summary>
    public void Occupied() => _occupiedAt = time.GetTimestamp();

    /// <summary>Appointed or dismissed: what was in the way of an earlier seal does not count.</summary>
    public void Renewed() => _hasKnocked = false;

    /// <summary>Rows were read, the last of which is given: perhaps what lies where a seal was to go.</summary>
    public void Heard(JournalRow last, Followed followed)
    {
        if (!_hasKnocked)
            return;
        _mayReturn = false;
        if (last.Kind == JournalRowKind.Seal && !followed.IsOurs && !followed.IsOpen)
            state.Candidacy.Beaten();
    }

    /// <summary>Everything was read, and there was no claim: later, whoever leads by this address lives.</summary>
    public void Lapse() => _mayReturn = false;

    /// <summary>The epoch is this store's own, and not sealed: its actor had only ended, or it had stepped
    /// down.</summary>
    private bool IsOwn(Followed followed) => state.Epoch > 0 && followed.After.Epoch == state.Epoch;
}
