namespace Orchestrator.Api.Core.V1;

/// <summary>One entry of a Secret.</summary>
[ApiType("io.k8s.api.core.v1.SecretKeySelector")]
public sealed partial record SecretKeySelector
{
    /// <summary>The Secret's name.</summary>
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    /// <summary>The entry's key.</summary>
    [Field("key", 2, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>Whether the Pod may start although the object or the key does not exist.</summary>
    [Field("optional", 3)]
    public bool? Optional { get; init; }
}
