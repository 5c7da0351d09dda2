using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Discovery;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary>Sends bytes that are not objects.</summary>
internal static class PathResponse
{
    public static async ValueTask BytesAsync(HttpContext http, int code, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (http.Request.Method != "HEAD")
            await http.Response.BodyWriter.WriteAsync(body);
    }

    /// <summary>A document that clients keep by its tag: 304 where they have it already.</summary>
    public static async ValueTask TaggedAsync(HttpContext http, string contentType, DiscoveryDocument document)
    {
        http.Response.Headers.ETag = document.ETag;
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.CacheControl = "public";
        if (http.Request.Headers.IfNoneMatch.Contains(document.ETag))
        {
            http.Response.StatusCode = 304;
            return;
        }
        await BytesAsync(http, 200, contentType, document.Utf8);
    }
}
