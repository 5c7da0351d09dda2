using Orchestrator.Store;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>One leadership as those who forward to it see it: it ends, and with it, a little later, what was sent to
/// it.</summary>
internal sealed class LeaderRoute(StoreLeadership leadership) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<BoundedWait> _waiting = [];
    private ITimer? _grace;
    private bool _isOver;

    public StoreLeadership Leadership { get; } = leadership;

    /// <summary>Cancelled when the leadership has been over for its grace.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Another leadership has taken its place.</summary>
    public void End(TimeSpan grace, TimeProvider time)
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var wait in _waiting)
                wait.End();
            _grace = time.CreateTimer(
                static source => ((CancellationTokenSource)source!).Cancel(), _abandoned, grace,
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Waits for the leadership's end, no longer than <paramref name="longest"/>.</summary>
    public async ValueTask WaitForEndAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var wait = new BoundedWait(longest, time, cancellation);
        lock (_gate)
        {
            if (_isOver)
                return;
            _waiting.Add(wait);
        }
        try
        {
            await wait.Ended;
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(wait);
        }
    }

    public void Dispose()
    {
        _grace?.Dispose();
        _abandoned.Cancel();
    }
}
