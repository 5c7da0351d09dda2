using Orchestrator.Api.Authentication.V1;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Answers who the client is: <c>kubectl auth whoami</c>.</summary>
internal sealed class SelfReviewVerb : IVerbHandler
{
    public ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var question = ReviewAnswer.Read(request);
        var answer = (SelfSubjectReview)question.Value with
        {
            Status = new SelfSubjectReviewStatus { UserInfo = InfoOf(request.User) },
        };
        return new(ReviewAnswer.Of(request, question, answer));
    }

    public static UserInfo InfoOf(UserIdentity user) => new() { Username = user.Name, Groups = user.Groups };
}
