namespace Orchestrator.Api.Core.V1;

/// <summary>What Pods are made from.</summary>
[ApiType("io.k8s.api.core.v1.PodTemplateSpec")]
public sealed partial record PodTemplateSpec
{
    /// <summary>Labels and annotations of the Pods.</summary>
    [Field("metadata", 1)]
    public ObjectMeta ObjectMeta { get; init; } = ObjectMeta.Empty;

    /// <summary>What the Pods run.</summary>
    [Field("spec", 2)]
    public PodSpec Spec { get; init; } = PodSpec.Empty;
}
