namespace Orchestrator.Api.Core.V1;

/// <summary>A Secret whose entries become variables.</summary>
[ApiType("io.k8s.api.core.v1.SecretEnvSource")]
public sealed partial record SecretEnvSource
{
    /// <summary>The Secret's name.</summary>
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    /// <summary>Whether the Pod may start although the object or the key does not exist.</summary>
    [Field("optional", 2)]
    public bool? Optional { get; init; }
}
