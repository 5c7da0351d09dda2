using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Discovery;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/</c>: the paths there are.</summary>
internal sealed class RootEndpoint(ResourceTable table) : IPathEndpoint
{
    private static readonly string[] Fixed =
        ["/api", "/apis", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];

    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        if (path != "/")
            return false;
        var paths = Fixed
            .Concat(table.Groups.Select(g => (g.Group.Length == 0 ? "/api/" : "/apis/") + g.ApiVersion))
            .Concat(table.Groups.Where(g => g.Group.Length > 0).Select(g => "/apis/" + g.Group))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("paths"u8);
        foreach (var item in paths)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        await PathResponse.BytesAsync(http, 200, MediaTypes.Json, buffer.WrittenMemory);
        return true;
    }
}
