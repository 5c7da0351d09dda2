using Microsoft.AspNetCore.Http;
using Orchestrator.Api.OpenApi;
using Orchestrator.ApiServer.Discovery;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/openapi/v2</c> and <c>/openapi/v3</c>: built when first asked for, kept by clients by their
/// hash.</summary>
internal sealed class OpenApiEndpoint(OpenApiDocuments documents) : IPathEndpoint
{
    private const string V3 = "/openapi/v3";

    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        path = path.TrimEnd('/');
        if (path == "/openapi/v2")
        {
            var asProtobuf = http.Request.Headers.Accept.ToString()
                .Contains(OpenApiDocuments.V2ProtobufAccepted, StringComparison.Ordinal);
            await (asProtobuf
                ? SendAsync(http, OpenApiDocuments.V2ProtobufContentType, documents.V2Protobuf)
                : SendAsync(http, MediaTypes.Json, documents.V2));
            return true;
        }
        if (!path.StartsWith(V3, StringComparison.Ordinal))
            return false;
        var document = path.Length == V3.Length ? documents.V3Index : documents.V3(path[(V3.Length + 1)..]);
        if (document is null)
            return false;
        await SendAsync(http, MediaTypes.Json, document);
        return true;
    }

    private static ValueTask SendAsync(HttpContext http, string contentType, OpenApiDocument document) =>
        PathResponse.TaggedAsync(http, contentType, new DiscoveryDocument(document.Content, $"\"{document.Hash}\""));
}
