using Orchestrator.Api;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Changes an object, or its status, by a patch of its present state; again on the newer state after a lost
/// race.</summary>
internal sealed class PatchVerb(UpdatePath path, UpdateScope scope) : IVerbHandler
{
    private const int AttemptsMax = 5;

    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        ValueList<string> warnings = [];
        KubeObject Propose(StoredObject current)
        {
            var patched = PatchedDocument.Of(request, current.Json, request.Kind);
            warnings = patched.Warnings;
            var value = ObjectNaming.InNamespace(request, patched.Value);
            ObjectNaming.RequireName(request, value);
            return value;
        }

        // The present revision is in every patched document; only one that the patch itself changed is a condition.
        var intent = new UpdateIntent(request, scope, Propose) { AttemptsMax = AttemptsMax, MayOmitRevision = true };
        return await path.ApplyAsync(intent, cancellation) with { Warnings = warnings };
    }
}
