using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Deletes one object, or begins to.</summary>
internal sealed class DeleteVerb(DeletePath path) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var deletion = await path.DeleteAsync(request, request.Name, request.Namespace, cancellation);
        if (deletion.Entry is { } entry)
            return ObjectResult.Of(request.Kind, entry) with { Code = Code(request) };
        var result = new DeletedResult(request.Kind, deletion.Value, deletion.Removed);
        return deletion.Removed ? result : result with { Code = Code(request) };
    }

    // 202 where the object stays and the client asked that its dependents go first.
    private static int Code(ApiRequest request) => request.Delete.OrphanDependents == false ? 202 : 200;
}
