using Microsoft.AspNetCore.Http;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary>Serves paths that are no resources.</summary>
internal interface IPathEndpoint
{
    /// <summary>False where the path is another's.</summary>
    ValueTask<bool> TryServeAsync(HttpContext http, string path);
}
