namespace Orchestrator.Api.Core.V1;

/// <summary>An object whose entries become variables.</summary>
[ApiType("io.k8s.api.core.v1.EnvFromSource")]
public sealed partial record EnvFromSource
{
    /// <summary>What is put before each entry's key.</summary>
    [Field("prefix", 1)]
    public string? Prefix { get; init; }

    /// <summary>The ConfigMap they come from.</summary>
    [Field("configMapRef", 2)]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    /// <summary>The Secret they come from.</summary>
    [Field("secretRef", 3)]
    public SecretEnvSource? SecretRef { get; init; }
}
