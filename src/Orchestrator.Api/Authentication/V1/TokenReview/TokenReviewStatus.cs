namespace Orchestrator.Api.Authentication.V1;

/// <summary>The answer to a TokenReview.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed partial record TokenReviewStatus
{
    /// <summary>Whether the token belongs to a known user.</summary>
    [Field("authenticated", 1)]
    public bool Authenticated { get; init; }

    /// <summary>Whose it is.</summary>
    [Field("user", 2)]
    public UserInfo User { get; init; } = UserInfo.Empty;

    /// <summary>Which of the audiences asked for it is meant for.</summary>
    [Field("audiences", 4, ListType = "atomic")]
    public ValueList<string> Audiences { get; init; }

    /// <summary>Why it could not be checked.</summary>
    [Field("error", 3)]
    public string? Error { get; init; }
}
