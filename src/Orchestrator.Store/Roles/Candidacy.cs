namespace Orchestrator.Store.Roles;

/// <summary>Whether this store may take the journal over, and who waits for it to lead or to have left.</summary>
/// <remarks>Outlives the actor's incarnations. Calls come from any thread; what the roles do comes from the actor's
/// turn. Invariant: once dismissed, a leadership ends, even if the store is appointed again meanwhile: then it takes
/// over anew.</remarks>
internal sealed class Candidacy(bool isByAppointment)
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _appointments = [], _dismissals = [];
    private AppointmentEndedException? _over;
    private bool _isAppointed, _isUrgent, _isInOffice, _isLeaving;

    /// <summary>It may seal the journal when nobody leads.</summary>
    public bool IsCandidate => !isByAppointment || Read(ref _isAppointed);

    /// <summary>It is to seal the journal whoever leads.</summary>
    public bool IsUrgent => Read(ref _isUrgent);

    /// <summary>It leads, and has been told to end that.</summary>
    public bool IsLeaving => Read(ref _isLeaving);

    /// <param name="leads">Whether writes are taken.</param>
    /// <param name="wake">Tells the actor.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask AppointAsync(Func<bool> leads, Action wake, CancellationToken cancellation)
    {
        var waiter = Waiter();
        lock (_gate)
        {
            if (_over is not null)
                throw new AppointmentEndedException(_over.Message);
            _isUrgent |= !_isAppointed;
            _isAppointed = true;
            if (!_isLeaving && leads())
                return default;
            _appointments.Add(waiter);
        }
        wake();
        return WaitAsync(waiter, cancellation);
    }

    /// <param name="close">Refuses new writes, where it leads; called before it can have left.</param>
    /// <param name="wake">Tells the actor, where it leads.</param>
    public ValueTask DismissAsync(Action close, Action wake)
    {
        TaskCompletionSource? waiter = null;
        List<TaskCompletionSource> failed;
        lock (_gate)
        {
            _isAppointed = _isUrgent = false;
            failed = Take(_appointments);
            if (_isInOffice)
            {
                _isLeaving = true;
                close();
                _dismissals.Add(waiter = Waiter());
            }
        }
        Fail(failed, "the store was dismissed before it led");
        if (waiter is null)
            return default;
        wake();
        return new(waiter.Task);
    }

    /// <summary>The journal is sealed for this store, which is about to lead.</summary>
    public void TakeOffice()
    {
        lock (_gate)
        {
            _isInOffice = true;
            _isLeaving = isByAppointment && !_isAppointed;
            _isUrgent &= _isLeaving;
        }
    }

    /// <summary>Writes are taken.</summary>
    public void Leads()
    {
        List<TaskCompletionSource> led;
        lock (_gate)
            led = _isLeaving ? [] : Take(_appointments);
        foreach (var waiter in led)
            waiter.TrySetResult();
    }

    /// <summary>It does not lead, and no write will be taken before <see cref="TakeOffice"/>.</summary>
    public void LeaveOffice()
    {
        List<TaskCompletionSource> left;
        lock (_gate)
        {
            _isInOffice = _isLeaving = false;
            left = Take(_dismissals);
        }
        foreach (var waiter in left)
            waiter.TrySetResult();
    }

    /// <summary>Another candidate was quicker: it gets the time that a leader gets.</summary>
    public void Beaten()
    {
        lock (_gate)
            _isUrgent = false;
    }

    /// <summary>The store is stopping.</summary>
    public void End()
    {
        List<TaskCompletionSource> failed;
        lock (_gate)
        {
            _over = new AppointmentEndedException("the store has stopped");
            failed = Take(_appointments);
        }
        Fail(failed, _over.Message);
    }

    private static TaskCompletionSource Waiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static List<TaskCompletionSource> Take(List<TaskCompletionSource> waiters)
    {
        var taken = waiters.ToList();
        waiters.Clear();
        return taken;
    }

    private static void Fail(List<TaskCompletionSource> waiters, string why)
    {
        foreach (var waiter in waiters)
            waiter.TrySetException(new AppointmentEndedException(why));
    }

    private async ValueTask WaitAsync(TaskCompletionSource waiter, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), waiter);
        try
        {
            await waiter.Task;
        }
        finally
        {
            lock (_gate)
                _appointments.Remove(waiter);
        }
    }

    private bool Read(ref bool flag)
    {
        lock (_gate)
            return flag;
    }
}
