namespace Orchestrator.Client;

/// <summary>Pauses before retries: exponential for each key (5 ms · 2^n, at most 1000 s), and an optional limit over
/// all keys.</summary>
/// <param name="perSecond">Retries per second over all keys; 0: no overall limit.</param>
/// <param name="burst">Retries that may come at once under the overall limit.</param>
public sealed class RetryPacer<TKey>(double perSecond = 0, int burst = 100)
    where TKey : IEquatable<TKey>
{
    public static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(5);

    public static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1000);

    private readonly Dictionary<TKey, int> _failures = [];
    private readonly TokenBucket? _overall = perSecond > 0 ? new TokenBucket(perSecond, burst) : null;

    public int Failures(TKey key) => _failures.GetValueOrDefault(key);

    /// <summary>Counts one failure of the key and gives the pause before its retry.</summary>
    public TimeSpan Next(TKey key, DateTimeOffset now)
    {
        var failures = Failures(key);
        _failures[key] = failures + 1;
        var pause = failures >= 30 ? PauseMax : PauseMin * (1L << failures);
        if (pause > PauseMax)
            pause = PauseMax;
        var shared = _overall?.Reserve(now) ?? TimeSpan.Zero;
        return shared > pause ? shared : pause;
    }

    public void Forget(TKey key) => _failures.Remove(key);
}
