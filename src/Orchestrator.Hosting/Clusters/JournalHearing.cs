namespace Orchestrator.Hosting.Clusters;

/// <summary>When this process last heard its journal, and for how long it has been hearing it.</summary>
/// <remarks>Told from any thread, by whatever call the journal answered; asked from any thread. It begins as heard: a
/// journal that was opened has answered.</remarks>
/// <param name="time">Its monotonic clock alone.</param>
/// <param name="gapMax">A longer time between two answers begins the hearing anew, as a failed call between them
/// does.</param>
public sealed class JournalHearing(TimeProvider time, TimeSpan gapMax)
{
    private readonly Lock _gate = new();
    private bool _hasFailed;
    private long _since = time.GetTimestamp(), _heardAt = time.GetTimestamp();

    public void Heard()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_hasFailed || time.GetElapsedTime(_heardAt, now) > gapMax)
                _since = now;
            _hasFailed = false;
            _heardAt = now;
        }
    }

    /// <summary>A call failed without an answer: the next answer begins the hearing anew.</summary>
    public void Failed()
    {
        lock (_gate)
            _hasFailed = true;
    }

    /// <summary>How long ago the last answer came, and how long before that answers had been coming.</summary>
    public (TimeSpan Silence, TimeSpan Steady) Look()
    {
        lock (_gate)
            return (time.GetElapsedTime(_heardAt), time.GetElapsedTime(_since, _heardAt));
    }
}
