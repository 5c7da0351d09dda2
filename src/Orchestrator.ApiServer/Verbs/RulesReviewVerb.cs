using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Answers all that the client may do in a namespace: <c>kubectl auth can-i --list</c>.</summary>
internal sealed class RulesReviewVerb(IAuthorizer authorizer) : IVerbHandler
{
    public ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var question = ReviewAnswer.Read(request);
        var review = (SelfSubjectRulesReview)question.Value;
        if (string.IsNullOrEmpty(review.Spec.Namespace))
            throw Statuses.BadRequest("no namespace on request");
        var answer = review with { Status = authorizer.RulesFor(request.User, review.Spec.Namespace) };
        return new(ReviewAnswer.Of(request, question, answer));
    }
}
