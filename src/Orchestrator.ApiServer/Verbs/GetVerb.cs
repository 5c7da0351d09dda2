using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Reads one object. Also serves <c>status</c>, which reads as the object itself.</summary>
internal sealed class GetVerb(Registry registry) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var freshness = RevisionRules.ForGet(request.ResourceVersion);
        var snapshot = await registry.ReadAsync(freshness, cancellation);
        RevisionRules.RequireReached(freshness, snapshot);
        var entry = snapshot.Get(request.Kind.StorageKey(request.Key))
            ?? throw Statuses.NotFound(request.Group, request.Resource, request.Name);
        return ObjectResult.Of(request.Kind, entry);
    }
}
