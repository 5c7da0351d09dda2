using Akka.Actor;

namespace Orchestrator.Akka.Driver;

/// <summary>One timer on Akka's scheduler. Every change replaces the entry there.</summary>
internal sealed class AkkaTimer(IAdvancedScheduler scheduler, Action fire) : ITimer
{
    private readonly Lock _lock = new();
    private ICancelable? _entry;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (_disposed)
                return false;
            _entry?.Cancel(throwOnFirstException: false);
            _entry = Entry(dueTime, period);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _entry?.Cancel(throwOnFirstException: false);
            _entry = null;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private ICancelable? Entry(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            return null;
        return period > TimeSpan.Zero
            ? scheduler.ScheduleRepeatedlyCancelable(dueTime, period, fire)
            : scheduler.ScheduleOnceCancelable(dueTime, fire);
    }
}
