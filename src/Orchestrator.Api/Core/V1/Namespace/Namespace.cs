namespace Orchestrator.Api.Core.V1;

/// <summary>A scope of names, and a unit of rights and quotas.</summary>
[ApiType("io.k8s.api.core.v1.Namespace")]
[Kind("v1", "Namespace")]
public sealed partial record Namespace : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public NamespaceSpec Spec { get; init; } = NamespaceSpec.Empty;

    /// <summary>Whether the namespace is in use or going away.</summary>
    [Field("status", 3)]
    public NamespaceStatus Status { get; init; } = NamespaceStatus.Empty;
}
