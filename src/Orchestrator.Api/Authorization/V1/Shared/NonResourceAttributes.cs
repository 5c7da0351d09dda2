namespace Orchestrator.Api.Authorization.V1;

/// <summary>What is to be done to which path that is no resource.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed partial record NonResourceAttributes
{
    /// <summary>The path.</summary>
    [Field("path", 1)]
    public string? Path { get; init; }

    /// <summary>The HTTP method in lower case.</summary>
    [Field("verb", 2)]
    public string? Verb { get; init; }
}
