namespace Orchestrator.Api.Core.V1;

/// <summary>What keeps a namespace from being removed.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceSpec")]
public sealed partial record NamespaceSpec
{
    /// <summary>Who must finish before the namespace may be removed.</summary>
    [Field("finalizers", 1, ListType = "atomic")]
    public ValueList<string> Finalizers { get; init; }
}
