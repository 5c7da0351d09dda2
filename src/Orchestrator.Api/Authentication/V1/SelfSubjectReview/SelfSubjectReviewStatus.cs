namespace Orchestrator.Api.Authentication.V1;

/// <summary>The answer to a SelfSubjectReview.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReviewStatus")]
public sealed partial record SelfSubjectReviewStatus
{
    /// <summary>Who the client is taken for.</summary>
    [Field("userInfo", 1)]
    public UserInfo UserInfo { get; init; } = UserInfo.Empty;
}
