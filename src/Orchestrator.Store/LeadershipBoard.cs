namespace Orchestrator.Store;

/// <summary>Where the leadership is posted, and who is told of each change.</summary>
/// <remarks>The lock is held while observers run, so that nobody hears of two changes in the wrong order.</remarks>
internal sealed class LeadershipBoard
{
    private readonly Lock _gate = new();
    private readonly List<Observer> _observers = [];
    private volatile StoreLeadership _current = StoreLeadership.None;

    public StoreLeadership Current => _current;

    public void Post(StoreLeadership leadership)
    {
        lock (_gate)
        {
            if (leadership == _current)
                return;
            _current = leadership;
            foreach (var observer in _observers.ToArray())
                observer.Tell(leadership);
        }
    }

    public IDisposable Observe(Action<StoreLeadership> observer)
    {
        lock (_gate)
        {
            var added = new Observer(this, observer);
            _observers.Add(added);
            added.Tell(_current);
            return added;
        }
    }

    private sealed class Observer(LeadershipBoard owner, Action<StoreLeadership> tell) : IDisposable
    {
        private bool _isOver;

        public void Tell(StoreLeadership leadership)
        {
            if (!_isOver)
                tell(leadership);
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                _isOver = true;
                owner._observers.Remove(this);
            }
        }
    }
}
