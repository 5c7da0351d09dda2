using Orchestrator.Api;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Answers whether somebody may do something, as the authorizer would: <c>kubectl auth can-i</c>.</summary>
internal sealed class AccessReviewVerb(IAuthorizer authorizer) : IVerbHandler
{
    public ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var question = ReviewAnswer.Read(request);
        KubeObject answer = question.Value switch
        {
            SelfSubjectAccessReview own => own with
            {
                Status = Decide(request.User, own.Spec.ResourceAttributes, own.Spec.NonResourceAttributes),
            },
            SubjectAccessReview review => review with { Status = Decide(review.Spec) },
            LocalSubjectAccessReview local => local with { Status = Decide(local.Spec) },
            var other => throw new Actors.InvariantException($"{other.Gvk} is no question about access"),
        };
        return new(ReviewAnswer.Of(request, question, answer));
    }

    private SubjectAccessReviewStatus Decide(SubjectAccessReviewSpec spec) => Decide(
        new UserIdentity(spec.User ?? "", spec.Groups), spec.ResourceAttributes, spec.NonResourceAttributes);

    private SubjectAccessReviewStatus Decide(
        UserIdentity user, ResourceAttributes? resource, NonResourceAttributes? other) => new()
        {
            Allowed = resource is not null
            ? authorizer.Allows(new ResourceAccess(
                user, RequestVerbs.Parse(resource.Verb), resource.Group ?? "", resource.Resource ?? "", resource.Subresource ?? "",
                resource.Namespace ?? "", resource.Name ?? ""))
            : authorizer.AllowsPath(user, other!.Verb ?? "", other.Path ?? ""),
        };
}
