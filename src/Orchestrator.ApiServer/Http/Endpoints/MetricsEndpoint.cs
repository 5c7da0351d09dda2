using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Http.Metrics;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/metrics</c>.</summary>
internal sealed class MetricsEndpoint(PrometheusExporter exporter) : IPathEndpoint
{
    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        if (path != "/metrics")
            return false;
        await PathResponse.BytesAsync(
            http, 200, "text/plain; version=0.0.4; charset=utf-8", Encoding.UTF8.GetBytes(exporter.Write()));
        return true;
    }
}
