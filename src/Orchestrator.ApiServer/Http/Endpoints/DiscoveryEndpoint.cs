using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Discovery;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/api</c>, <c>/apis</c> and what lies below them that is no resource.</summary>
internal sealed class DiscoveryEndpoint(DiscoveryDocuments documents) : IPathEndpoint
{
    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        path = path.TrimEnd('/');
        if (path is "/api" or "/apis")
        {
            await RootAsync(http, core: path == "/api");
            return true;
        }
        var document = path switch
        {
            _ when path.StartsWith("/api/", StringComparison.Ordinal) => documents.Resources(path["/api/".Length..]),
            _ when path.StartsWith("/apis/", StringComparison.Ordinal) => BelowApis(path["/apis/".Length..]),
            _ => null,
        };
        if (document is null)
            return false;
        await PathResponse.BytesAsync(http, 200, MediaTypes.Json, document.Utf8);
        return true;
    }

    private DiscoveryDocument? BelowApis(string rest) =>
        rest.Contains('/') ? documents.Resources(rest) : documents.Group(rest);

    private async ValueTask RootAsync(HttpContext http, bool core)
    {
        var form = MediaTypes.Negotiate(http.Request.Headers.Accept);
        if (form is Representation.AggregatedV2 or Representation.AggregatedV2Beta1)
        {
            var version = form == Representation.AggregatedV2 ? "v2" : "v2beta1";
            var type = $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";
            await PathResponse.TaggedAsync(http, type, documents.Aggregated(core, version));
            return;
        }
        if (form != Representation.Object)
            throw Statuses.NotAcceptable(MediaTypes.Json);
        // The address this client used is the one that works for it; clients' own addresses make no other documents.
        var document = core ? documents.CoreVersions(LocalAddress(http)) : documents.GroupList();
        http.Response.Headers.Vary = "Accept";
        await PathResponse.BytesAsync(http, 200, MediaTypes.Json, document.Utf8);
    }

    private static string LocalAddress(HttpContext http) =>
        $"{http.Connection.LocalIpAddress?.MapToIPv4()}:{http.Connection.LocalPort}";
}
