using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http.Responses;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Forwarding;

/// <summary>Answers another control plane: the result as it is, for it to put into the form its client asked
/// for.</summary>
internal static class ForwardedResponse
{
    /// <param name="revision">Includes all that the request wrote.</param>
    public static async ValueTask WriteAsync(HttpContext http, ApiResult result, long revision)
    {
        var (form, body) = AnswerWriter.Of(result);
        var response = http.Response;
        response.StatusCode = result.Code;
        response.ContentType = Routing.MediaTypes.Json;
        response.ContentLength = body.Length;
        response.Headers[ForwardingHeaders.Form] = form;
        response.Headers[ForwardingHeaders.Revision] = revision.ToString(CultureInfo.InvariantCulture);
        foreach (var warning in result.Warnings)
            response.Headers.Append("Warning", WarningHeader.Of(warning));
        await response.BodyWriter.WriteAsync(body);
    }
}
