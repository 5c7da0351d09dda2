namespace Orchestrator.Api.Authentication.V1;

/// <summary>The token in question.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed partial record TokenReviewSpec
{
    /// <summary>The bearer token.</summary>
    [Field("token", 1)]
    public string? Token { get; init; }

    /// <summary>Whom the token must be meant for; the API server where empty.</summary>
    [Field("audiences", 2, ListType = "atomic")]
    public ValueList<string> Audiences { get; init; }
}
