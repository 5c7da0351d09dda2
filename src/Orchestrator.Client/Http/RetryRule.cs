using Orchestrator.Api.Errors;

namespace Orchestrator.Client.Http;

/// <summary>Which refusals are worth sending the same request again, and after how long. Pure but for the
/// jitter.</summary>
/// <remarks>
/// Only where the server says that nothing happened: 429 always says so; 503 says so to a write only with a time to
/// come back after, since a server that loses its store in the middle of a write answers 503 too.
/// </remarks>
internal sealed class RetryRule(HttpApiClientOptions options)
{
    // A thousand clients were told the same second.
    private const double Spread = 0.25;

    /// <summary>The pause before the next attempt; null: this refusal is the answer.</summary>
    /// <param name="failures">Attempts so far, this one included.</param>
    public TimeSpan? PauseAfter(ApiCall call, StatusException refusal, int failures)
    {
        if (failures > options.RetriesMax || !HadNoEffect(call, refusal))
            return null;
        return refusal.RetryAfter is { } asked
            ? asked + asked * Spread * options.Entropy.NextDouble()
            : options.RetryPause.After(failures, options.Entropy);
    }

    /// <summary>Whether the server says that nothing came of the request.</summary>
    public static bool HadNoEffect(ApiCall call, StatusException refusal) => refusal.Code switch
    {
        429 => true,
        503 => call.IsRead || refusal.RetryAfter is not null,
        _ => false,
    };
}
