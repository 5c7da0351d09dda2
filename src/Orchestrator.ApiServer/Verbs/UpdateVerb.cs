using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Replaces an object, or its status; for some kinds creates it where it is not there.</summary>
internal sealed class UpdateVerb(UpdatePath path, CreateVerb create, UpdateScope scope) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var decoded = BodyDecoder.Decode(request, request.Kind);
        var value = ObjectNaming.InNamespace(request, decoded.Value);
        ObjectNaming.RequireName(request, value);
        var result = await ApplyAsync(request, value, cancellation);
        return result with { Warnings = decoded.Warnings };
    }

    private async ValueTask<ApiResult> ApplyAsync(ApiRequest request, KubeObject value, CancellationToken cancellation)
    {
        try
        {
            return await path.ApplyAsync(new UpdateIntent(request, scope, _ => value), cancellation);
        }
        catch (StatusException missing) when (
            missing.IsNotFound && scope == UpdateScope.Object && MayCreate(request, value))
        {
            return await create.CreateAsync(request, value, cancellation);
        }
    }

    // A revision or a uid says that the caller has seen the object: it must not come back to life.
    private static bool MayCreate(ApiRequest request, KubeObject value) =>
        request.Kind.AllowsCreateOnUpdate
        && string.IsNullOrEmpty(value.Metadata.ResourceVersion)
        && string.IsNullOrEmpty(value.Metadata.Uid);
}
