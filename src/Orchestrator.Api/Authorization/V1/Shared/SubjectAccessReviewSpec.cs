namespace Orchestrator.Api.Authorization.V1;

/// <summary>Whether somebody may do something; exactly one of the two kinds of attributes is given.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed partial record SubjectAccessReviewSpec
{
    /// <summary>Access to a resource.</summary>
    [Field("resourceAttributes", 1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>Access to another path.</summary>
    [Field("nonResourceAttributes", 2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>Whose access; without groups, the user belongs to none.</summary>
    [Field("user", 3)]
    public string? User { get; init; }

    /// <summary>The groups of the user.</summary>
    [Field("groups", 4, ListType = "atomic")]
    public ValueList<string> Groups { get; init; }

    /// <summary>What else its authenticator said: lists of text by key.</summary>
    [Field("extra", 5)]
    public ValueMap<RawJson> Extra { get; init; }

    /// <summary>Tells apart users who had one name after another.</summary>
    [Field("uid", 6)]
    public string? Uid { get; init; }
}
