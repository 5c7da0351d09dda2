namespace Orchestrator.Actors;

/// <summary>Exponential pauses: <c>Initial · 2^n</c>, at most <c>Max</c>, plus up to <c>Jitter</c> of itself.</summary>
public sealed record Backoff(TimeSpan Initial, TimeSpan Max, double Jitter = 0.2)
{
    public static Backoff Default { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));

    /// <summary>How long an incarnation must live for the next failure to count as the first.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The pause before attempt <paramref name="failures"/> + 1, where the first failure is number 1.
    /// </summary>
    public TimeSpan After(int failures, Entropy entropy)
    {
        var exponent = Math.Min(failures - 1, 30);
        var pause = Math.Min(Initial.TotalMilliseconds * (1L << exponent), Max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause + pause * Jitter * entropy.NextDouble());
    }
}
