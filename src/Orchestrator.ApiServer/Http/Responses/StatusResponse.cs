using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Sends a Status as the whole answer.</summary>
internal static class StatusResponse
{
    public static async ValueTask WriteAsync(HttpContext http, Status status, int code)
    {
        // Too late for a Status: the client sees a broken answer rather than a mixed one.
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        var utf8 = JsonCodec.Write(status);
        var response = http.Response;
        response.StatusCode = code;
        response.ContentType = Routing.MediaTypes.Json;
        response.ContentLength = utf8.Length;
        if (status.Details is { RetryAfterSeconds: > 0 } details)
            response.Headers.RetryAfter = details.RetryAfterSeconds.ToString();
        await response.BodyWriter.WriteAsync(utf8);
    }
}
