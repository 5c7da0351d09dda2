namespace Orchestrator.Api.Core.V1;

/// <summary>An object in the same namespace, by name.</summary>
[ApiType("io.k8s.api.core.v1.LocalObjectReference")]
public sealed partial record LocalObjectReference
{
    /// <summary>The object's name.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }
}
