using Orchestrator.Api;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Answers whether somebody may do something, as the authorizer would: <c>kubectl auth can-i</c>.</summary>
internal sealed class AccessReviewVerb(ConfirmedAuthorizer authorizer) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var question = ReviewAnswer.Read(request);
        KubeObject answer = question.Value switch
        {
            SelfSubjectAccessReview own => own with
            {
                Status = await DecideAsync(
                    request.User, own.Spec.ResourceAttributes, own.Spec.NonResourceAttributes, cancellation),
            },
            SubjectAccessReview review => review with { Status = await DecideAsync(review.Spec, cancellation) },
            LocalSubjectAccessReview local => local with { Status = await DecideAsync(local.Spec, cancellation) },
            var other => throw new Actors.InvariantException($"{other.Gvk} is no question about access"),
        };
        return ReviewAnswer.Of(request, question, answer);
    }

    private ValueTask<SubjectAccessReviewStatus> DecideAsync(
        SubjectAccessReviewSpec spec, CancellationToken cancellation) => DecideAsync(
        new UserIdentity(spec.User ?? "", spec.Groups), spec.ResourceAttributes, spec.NonResourceAttributes,
        cancellation);

    private async ValueTask<SubjectAccessReviewStatus> DecideAsync(
        UserIdentity user, ResourceAttributes? resource, NonResourceAttributes? other,
        CancellationToken cancellation) =>
        new()
        {
            Allowed = resource is not null
                ? await authorizer.AllowsAsync(
                    new ResourceAccess(
                        user, RequestVerbs.Parse(resource.Verb), resource.Group ?? "", resource.Resource ?? "",
                        resource.Subresource ?? "", resource.Namespace ?? "", resource.Name ?? ""),
                    cancellation)
                : authorizer.AllowsPath(user, other!.Verb ?? "", other.Path ?? ""),
        };
}
