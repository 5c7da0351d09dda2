using Orchestrator.Actors;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Watches whether the journal is heard on this member, and makes the member leave when it is to write the
/// journal, cannot, and another one hears it.</summary>
/// <remarks>One on every control plane, while its store is open. A process that was stopped has not listened: a late
/// tick begins the silence anew. Only the member where the store's leader is placed ever leaves, so the others stay,
/// whatever they hear; where nobody hears the journal nobody leaves.</remarks>
public sealed class JournalSight(
    JournalHearing hearing, IJournalWitnesses others, IJournalSightPorts member, JournalSightOptions options)
    : Actor<JournalSightMessage>
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AwakeMax = 4 * Period, AskPeriod = 2 * Period, ProbeAfter = 3 * Period;

    private long _tickedAt, _awakeSince, _askedAt;
    private bool _isProbing, _isAsking, _isTold, _hasLeft;

    private TimeSpan Silence
    {
        get
        {
            var (silence, awake) = (hearing.Look().Silence, Time.GetElapsedTime(_awakeSince));
            return silence < awake ? silence : awake;
        }
    }

    public override ValueTask OnStartAsync()
    {
        _tickedAt = _awakeSince = _askedAt = Time.GetTimestamp();
        Context.Timers.Every(typeof(Tick), Period, new Tick());
        return default;
    }

    public override ValueTask OnMessageAsync(JournalSightMessage message)
    {
        switch (message)
        {
            case Tick when !_hasLeft:
                OnTick();
                break;
            case Probed:
                _isProbing = false;
                break;
            case Told m:
                _isAsking = false;
                Judge(m.Others);
                break;
        }
        return default;
    }

    private void OnTick()
    {
        if (Time.GetElapsedTime(_tickedAt) > AwakeMax)
            _awakeSince = Time.GetTimestamp();
        _tickedAt = Time.GetTimestamp();
        var silence = Silence;
        if (silence >= ProbeAfter)
            Probe();
        if (silence >= options.LostAfter && others.IsPlacedHere)
            Ask();
        else if (silence >= options.LostAfter)
            Stay(silence);
        else if (_isTold && hearing.Look().Silence < options.LostAfter)
        {
            _isTold = false;
            member.Back();
        }
    }

    private void Probe()
    {
        if (_isProbing)
            return;
        _isProbing = true;
        Context.Pipe(member.ProbeAsync(Ended), static () => new Probed(), static _ => new Probed());
    }

    private void Ask()
    {
        if (_isAsking || Time.GetElapsedTime(_askedAt) < AskPeriod)
            return;
        _isAsking = true;
        _askedAt = Time.GetTimestamp();
        Context.Pipe(others.AskAsync(Ended), static told => new Told(told), static _ => new Told([]));
    }

    private void Judge(IReadOnlyList<JournalWitness> told)
    {
        var silence = Silence;
        if (_hasLeft || silence < options.LostAfter)
            return;
        if (others.IsPlacedHere && JournalVerdict.LeaveFor(silence, told, options) is { } hears)
        {
            _hasLeft = true;
            member.Leave(silence, hears);
        }
        else
            Stay(silence);
    }

    private void Stay(TimeSpan silence)
    {
        if (_isTold)
            return;
        _isTold = true;
        member.Lost(silence);
    }

    private sealed record Tick : JournalSightMessage;

    private sealed record Probed : JournalSightMessage;

    private sealed record Told(IReadOnlyList<JournalWitness> Others) : JournalSightMessage;
}
