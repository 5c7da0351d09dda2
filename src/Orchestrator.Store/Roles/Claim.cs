using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>Why a follower that has read everything may take the journal over before its leader is silent.</summary>
/// <remarks>A claim against a leader that may live is good for one seal: once another row has come in its way, silence
/// decides, or the next one's leave. Pure but for what it remembers.</remarks>
/// <param name="state">Of the store.</param>
/// <param name="isStart">The process begins: it has not led yet.</param>
internal sealed class Claim(StoreState state, bool isStart)
{
    private bool _mayReturn = isStart && state is { Epoch: 0, Options.HoldsAddress: true };
    private bool _hasKnocked;

    /// <summary>Whoever leads: it was appointed, or the leader was the process before this one.</summary>
    public bool IsUrgent(Followed followed) => state.Candidacy.IsUrgent
        || (_mayReturn && followed.Leader is { } leader && leader == state.Options.Advertise);

    /// <summary>Nobody leads, or it is urgent.</summary>
    public bool Holds(Followed followed) => state.Candidacy.IsCandidate
        && (followed.IsOpen || IsOwn(followed) || IsUrgent(followed));

    /// <summary>A seal is on its way.</summary>
    public void Knocked() => _hasKnocked = true;

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

    /// <summary>The epoch is this store's own, and not sealed: its actor had only ended, or it had stepped down.</summary>
    private bool IsOwn(Followed followed) => state.Epoch > 0 && followed.After.Epoch == state.Epoch;
}
