using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Reads;

/// <summary>Reads on a shared journal that wait until this store shows enough.</summary>
/// <remarks>
/// A read of the newest state waits for a question: which row was the journal's newest after the read began? All who
/// wait when a question is put share its answer, and then wait until that row is applied here. So no read misses a
/// write that was answered before it began, whoever leads. A read of a revision waits for that alone.
/// </remarks>
internal sealed class FreshReads(int waitingMax)
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private JournalPosition _applied;
    private long _revision;
    private Exception? _error;

    /// <summary>Somebody was told that a question has to be put, and has not put it yet.</summary>
    private bool _isCalledFor;

    private enum Stage
    {
        Unasked,
        Asked,
        Answered,
        Revision,
    }

    /// <summary>Waits until every write that was answered by now is shown.</summary>
    /// <param name="ask">Called when a question has to be put.</param>
    /// <exception cref="StoreUnavailableException">Not in time, or too many wait.</exception>
    public ValueTask LatestAsync(Action ask, CancellationToken cancellation)
    {
        var waiter = new Waiter(Stage.Unasked, 0);
        bool isFirst;
        lock (_gate)
        {
            Add(waiter);
            isFirst = !_isCalledFor;
            _isCalledFor = true;
        }
        if (isFirst)
            ask();
        return WaitAsync(waiter, cancellation);
    }

    /// <summary>Waits until a revision is shown, or for as long as a read may wait.</summary>
    public ValueTask RevisionAsync(long revision, CancellationToken cancellation)
    {
        var waiter = new Waiter(Stage.Revision, revision);
        lock (_gate)
        {
            if (_revision >= revision)
                return default;
            Add(waiter);
        }
        return WaitAsync(waiter, cancellation);
    }

    /// <summary>A question is put now; false when nobody waits for one.</summary>
    public bool TryAsk()
    {
        var isAsked = false;
        lock (_gate)
        {
            _isCalledFor = false;
            foreach (var waiter in _waiters)
            {
                if (waiter.Stage != Stage.Unasked)
                    continue;
                waiter.Stage = Stage.Asked;
                isAsked = true;
            }
        }
        return isAsked;
    }

    /// <summary>The journal's newest row when it was asked.</summary>
    public void Answered(JournalPosition newest)
    {
        lock (_gate)
        {
            _error = null;
            foreach (var waiter in _waiters)
            {
                if (waiter.Stage == Stage.Asked)
                    (waiter.Stage, waiter.Position) = (Stage.Answered, newest);
            }
        }
        End(IsSatisfied, null);
    }

    /// <summary>The question failed; it is put again with the next tick, while those who wait have time.</summary>
    public void NotAnswered(Exception error)
    {
        lock (_gate)
        {
            _error = error;
            foreach (var waiter in _waiters)
            {
                if (waiter.Stage == Stage.Asked)
                    waiter.Stage = Stage.Unasked;
            }
        }
    }

    /// <summary>What is shown now.</summary>
    public void Applied(JournalPosition through, long revision)
    {
        lock (_gate)
        {
            (_applied, _revision) = (through, revision);
            if (_waiters.Count == 0)
                return;
        }
        End(IsSatisfied, null);
    }

    /// <summary>Time has passed: ends the waits that have lasted <paramref name="ticksMax"/> ticks.</summary>
    public void Tick(int ticksMax)
    {
        Exception? error;
        lock (_gate)
        {
            if (_waiters.Count == 0)
                return;
            foreach (var waiter in _waiters)
                waiter.Ticks++;
            error = _error;
        }
        End(waiter => waiter.Stage == Stage.Revision && waiter.Ticks > ticksMax, null);
        End(
            waiter => waiter.Ticks > ticksMax,
            new StoreUnavailableException(
                "this store could not learn in time whether it shows the newest writes"
                + (error is null ? "" : $": {error.Message}"),
                mayHaveHappened: false, error));
    }

    public void FailAll(StoreUnavailableException error) => End(static _ => true, error);

    private bool IsSatisfied(Waiter waiter) => waiter.Stage switch
    {
        Stage.Answered => waiter.Position.CompareTo(_applied) <= 0,
        Stage.Revision => waiter.Revision <= _revision,
        _ => false,
    };

    private void Add(Waiter waiter)
    {
        if (_waiters.Count >= waitingMax)
            throw new StoreUnavailableException("too many reads wait for the journal", mayHaveHappened: false);
        _waiters.Add(waiter);
    }

    private void End(Predicate<Waiter> which, StoreUnavailableException? error)
    {
        List<Waiter> ended;
        lock (_gate)
        {
            ended = _waiters.FindAll(which);
            if (ended.Count > 0)
                _waiters.RemoveAll(which);
        }
        foreach (var waiter in ended)
            waiter.End(error?.Again());
    }

    private async ValueTask WaitAsync(Waiter waiter, CancellationToken cancellation)
    {
        try
        {
            await waiter.WaitAsync(cancellation);
        }
        finally
        {
            if (cancellation.IsCancellationRequested)
                Forget(waiter);
        }
    }

    private void Forget(Waiter waiter)
    {
        lock (_gate)
            _waiters.Remove(waiter);
    }

    private sealed class Waiter(Stage stage, long revision)
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Stage Stage { get; set; } = stage;

        public long Revision => revision;

        public JournalPosition Position { get; set; }

        public int Ticks { get; set; }

        public void End(Exception? error)
        {
            if (error is null)
                _end.TrySetResult();
            else
                _end.TrySetException(error);
        }

        public async ValueTask WaitAsync(CancellationToken cancellation)
        {
            using var registration = cancellation.Register(
                static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), _end);
            await _end.Task;
        }
    }
}
