namespace Orchestrator.Actors.Kernel;

/// <summary>
/// One running timer. Its clock only puts the message into the mailbox; whether it still holds is decided there.
/// </summary>
internal sealed class ActorTimer<TMessage>(
    Incarnation<TMessage> owner, ActorTimers<TMessage> timers, object key, TMessage message, bool isPeriodic)
    : IGate, IDisposable
{
    private ITimer? _clock;
    private int _inMailbox;

    public object Key => key;

    public bool IsPeriodic => isPeriodic;

    public void Start(TimeSpan delay, TimeSpan period) =>
        _clock = owner.System.Time.CreateTimer(
            static timer => ((ActorTimer<TMessage>)timer!).Due(), this, delay, period);

    public bool TryPass()
    {
        Volatile.Write(ref _inMailbox, 0);
        return timers.TryTake(this);
    }

    public void Dispose() => _clock?.Dispose();

    private void Due()
    {
        if (Interlocked.Exchange(ref _inMailbox, 1) == 0)
            owner.Deliver(message, this);
    }
}
