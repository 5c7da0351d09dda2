namespace Orchestrator.Client;

/// <summary>A rate with a burst: tokens drip in at <c>perSecond</c> up to <c>burst</c>. Begins full.</summary>
public sealed class TokenBucket(double perSecond, int burst)
{
    private double _tokens = burst;
    private DateTimeOffset? _last;

    /// <summary>Takes a token if there is a whole one.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        Refill(now);
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }

    /// <summary>Takes a token, from the future where there is none, and gives the wait until it is there.</summary>
    public TimeSpan Reserve(DateTimeOffset now)
    {
        Refill(now);
        _tokens--;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
    }

    private void Refill(DateTimeOffset now)
    {
        if (_last is { } last && now > last)
            _tokens = Math.Min(burst, _tokens + (now - last).TotalSeconds * perSecond);
        if (_last is null || now > _last)
            _last = now;
    }
}
