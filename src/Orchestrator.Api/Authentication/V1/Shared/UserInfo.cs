namespace Orchestrator.Api.Authentication.V1;

/// <summary>Who somebody is.</summary>
[ApiType("io.k8s.api.authentication.v1.UserInfo")]
public sealed partial record UserInfo
{
    /// <summary>The name that tells users apart.</summary>
    [Field("username", 1)]
    public string? Username { get; init; }

    /// <summary>Tells apart users who had one name after another.</summary>
    [Field("uid", 2)]
    public string? Uid { get; init; }

    /// <summary>The groups it belongs to.</summary>
    [Field("groups", 3, ListType = "atomic")]
    public ValueList<string> Groups { get; init; }

    /// <summary>What else its authenticator said: lists of text by key.</summary>
    [Field("extra", 4)]
    public ValueMap<RawJson> Extra { get; init; }
}
