namespace Orchestrator.Store.Roles;

/// <summary>Whether this store may take the journal over, and who waits for it to lead or to have left.</summary>
/// <remarks>Outlives the actor's incarnations. Calls come from any thread; what the roles do comes from the actor's
/// turn. Invariant: once dismissed, a leadership ends, even if the store is appointed again meanwhile: then it takes
/// over anew.</remarks>
internal sealed class Candidacy
{
    private readonly bool _isByAppointment;
    private readonly Lock _gate = new();
    private readonly Waiters _appointments, _dismissals;
    private AppointmentEndedException? _over;
    private bool _isAppointed, _isUrgent, _isInOffice, _isLeaving;

    public Candidacy(bool isByAppointment)
    {
        _isByAppointment = isByAppointment;
        (_appointments, _dismissals) = (new(_gate), new(_gate));
    }

    /// <summary>It may seal the journal when nobody leads.</summary>
    public bool IsCandidate => !_isByAppointment || Read(ref _isAppointed);

    /// <summary>It is to seal the journal whoever leads.</summary>
    public bool IsUrgent => Read(ref _isUrgent);

    /// <summary>It leads, and has been told to end that.</summary>
    public bool IsLeaving => Read(ref _isLeaving);

    /// <param name="leads">Whether writes are taken.</param>
    /// <param name="wake">Tells the actor.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask AppointAsync(Func<bool> leads, Action wake, CancellationToken cancellation)
    {
        TaskCompletionSource waiter;
        lock (_gate)
        {
            if (_over is not null)
                throw new AppointmentEndedException(_over.Message);
            _isUrgent |= !_isAppointed;
            _isAppointed = true;
            if (!_isLeaving && leads())
                return default;
            waiter = _appointments.Add();
        }
        wake();
        return _appointments.WaitAsync(waiter, cancellation);
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
            failed = _appointments.Take();
            if (_isInOffice)
            {
                _isLeaving = true;
                close();
                waiter = _dismissals.Add();
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
            _isLeaving = _isByAppointment && !_isAppointed;
            _isUrgent &= _isLeaving;
        }
    }

    /// <summary>Writes are taken.</summary>
    public void Leads()
    {
        List<TaskCompletionSource> led;
        lock (_gate)
            led = _isLeaving ? [] : _appointments.Take();
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
            left = _dismissals.Take();
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
            failed = _appointments.Take();
        }
        Fail(failed, _over.Message);
    }

    private static void Fail(List<TaskCompletionSource> waiters, string why)
    {
        foreach (var waiter in waiters)
            waiter.TrySetException(new AppointmentEndedException(why));
    }

    private bool Read(ref bool flag)
    {
        lock (_gate)
            return flag;
    }
}
