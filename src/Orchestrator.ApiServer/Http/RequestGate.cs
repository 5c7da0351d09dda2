using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Http.Metrics;

namespace Orchestrator.ApiServer.Http;

/// <summary>What all requests of a server share: limits, metrics, the end of serving, and where failures are
/// told.</summary>
internal sealed record RequestGate(
    InFlightLimiter Limiter, RequestMetrics Metrics, CancellationToken Stopping, Action<string, Exception> OnFailure)
{
    public void Failed(HttpContext http, Exception bug) => OnFailure($"{http.Request.Method} {http.Request.Path}", bug);
}
