using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Answers whose a bearer token is.</summary>
internal sealed class TokenReviewVerb(ITokenAuthenticator tokens) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var question = ReviewAnswer.Read(request);
        var review = (TokenReview)question.Value;
        if (review.Spec.Token is not { Length: > 0 } token)
            throw Statuses.BadRequest("token is required for TokenReview in authentication");
        return ReviewAnswer.Of(request, question, review with { Status = await StatusOf(token, cancellation) });
    }

    private async ValueTask<TokenReviewStatus> StatusOf(string token, CancellationToken cancellation)
    {
        try
        {
            return await tokens.AuthenticateAsync(token, cancellation) is { } user
                ? new TokenReviewStatus { Authenticated = true, User = SelfReviewVerb.InfoOf(user) }
                : TokenReviewStatus.Empty;
        }
        catch (StatusException refused) when (refused.Code == 401)
        {
            return new TokenReviewStatus { Error = refused.Message };
        }
    }
}
