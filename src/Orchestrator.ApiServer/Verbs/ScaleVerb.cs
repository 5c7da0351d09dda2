using Orchestrator.Api;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Reads, replaces and patches an object's <c>scale</c>.</summary>
internal sealed class ScaleVerb(Registry registry, UpdatePath path) : IVerbHandler
{
    private const int PatchAttemptsMax = 5;

    private static readonly KindDefinition ScaleKind = ApiKinds.Of<Scale>();

    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        if (request.Verb == RequestVerb.Get)
        {
            var snapshot = await registry.ReadAsync(Freshness.Latest, cancellation);
            var entry = snapshot.Get(request.Kind.StorageKey(request.Key))
                ?? throw Api.Errors.Statuses.NotFound(request.Group, request.Resource, request.Name);
            return Result(entry.Value.Object);
        }
        var updated = await path.ApplyAsync(IntentOf(request), cancellation);
        return Result(updated.Object);
    }

    private static UpdateIntent IntentOf(ApiRequest request)
    {
        if (request.Verb == RequestVerb.Update)
        {
            var decoded = BodyDecoder.Decode(request, ScaleKind).Value;
            ObjectNaming.RequireName(request, decoded);
            var scale = (Scale)decoded;
            return new(request, UpdateScope.Object, current => Scaling.Apply(current.Object, scale))
            {
                MayOmitRevision = true,
            };
        }
        return new(request, UpdateScope.Object, current => Patched(request, current.Object))
        {
            AttemptsMax = PatchAttemptsMax,
            MayOmitRevision = true,
        };
    }

    private static KubeObject Patched(ApiRequest request, KubeObject current)
    {
        var patched = PatchedDocument.Of(request, JsonCodec.Write(Scaling.Of(current)), ScaleKind);
        return Scaling.Apply(current, (Scale)patched.Value);
    }

    private static ObjectResult Result(KubeObject value) => new(ScaleKind, Scaling.Of(value), default);
}
