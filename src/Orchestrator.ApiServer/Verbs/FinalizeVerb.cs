using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Replaces a namespace's <c>spec.finalizers</c>; with the last one gone, a namespace that is being deleted
/// is removed.</summary>
internal sealed class FinalizeVerb(UpdatePath path) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var decoded = BodyDecoder.Decode(request, request.Kind);
        ObjectNaming.RequireName(request, decoded.Value);
        var wanted = (Namespace)decoded.Value;
        var errors = new FieldErrors();
        NamespaceKind.ValidateFinalizers(wanted.Spec.Finalizers, errors);
        if (errors.Any)
            throw Statuses.Invalid(request.Kind.Gvk, request.Name, errors);
        var intent = new UpdateIntent(request, UpdateScope.Internal, stored => (Namespace)stored.Object with
        {
            Metadata = stored.Object.Metadata with
            {
                Uid = wanted.Metadata.Uid,
                ResourceVersion = wanted.Metadata.ResourceVersion,
            },
            Spec = ((Namespace)stored.Object).Spec with { Finalizers = wanted.Spec.Finalizers },
        });
        return await path.ApplyAsync(intent, cancellation) with { Warnings = decoded.Warnings };
    }
}
