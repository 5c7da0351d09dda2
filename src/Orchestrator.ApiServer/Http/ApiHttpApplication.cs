using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.ApiServer.Http.Connections;

namespace Orchestrator.ApiServer.Http;

/// <summary>The one handler beneath Kestrel: no middleware, no dependency injection per request.</summary>
internal sealed class ApiHttpApplication(FrontDoor door) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        contextFeatures.Get<RefusalWriter>()?.Begin();
        return new DefaultHttpContext(contextFeatures);
    }

    public Task ProcessRequestAsync(HttpContext context) => door.HandleAsync(context);

    public void DisposeContext(HttpContext context, Exception? exception) =>
        context.Features.Get<RefusalWriter>()?.End();
}
