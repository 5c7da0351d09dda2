namespace Orchestrator.Actors.Kernel;

/// <summary>The timers of one incarnation, by key.</summary>
internal sealed class ActorTimers<TMessage>(Incarnation<TMessage> owner) : ITimers<TMessage>
{
    /// <summary>The longest that .NET's own timers can wait, rounded down; the same under every clock.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(49);

    private readonly Dictionary<object, ActorTimer<TMessage>> _byKey = [];

    public void Once(object key, TimeSpan delay, TMessage message) =>
        Start(key, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan, message);

    public void Every(object key, TimeSpan period, TMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        Start(key, period, period, message);
    }

    public void Cancel(object key)
    {
        if (_byKey.Remove(key, out var timer))
            timer.Dispose();
    }

    public bool IsActive(object key) => _byKey.ContainsKey(key);

    public void CancelAll()
    {
        foreach (var timer in _byKey.Values)
            timer.Dispose();
        _byKey.Clear();
    }

    /// <summary>Whether the timer is still its key's; a one-shot timer is not, from here on.</summary>
    public bool TryTake(ActorTimer<TMessage> timer)
    {
        if (!_byKey.TryGetValue(timer.Key, out var current) || current != timer)
            return false;
        if (!timer.IsPeriodic)
            Cancel(timer.Key);
        return true;
    }

    private void Start(object key, TimeSpan delay, TimeSpan period, TMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, WaitMax);
        Cancel(key);
        if (owner.IsOver)
            return;
        var timer = new ActorTimer<TMessage>(owner, this, key, message, period != Timeout.InfiniteTimeSpan);
        _byKey.Add(key, timer);
        timer.Start(delay, period);
    }
}
