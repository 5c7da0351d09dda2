using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Apps.V1;

/// <summary>How many Pods a ReplicaSet wants and from which template.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed partial record ReplicaSetSpec
{
    /// <summary>How many Pods there should be; 1 by default.</summary>
    [Field("replicas", 1)]
    public int? Replicas { get; init; }

    /// <summary>Seconds a new Pod must be ready before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 4)]
    public int MinReadySeconds { get; init; }

    /// <summary>Which Pods belong to it; it must match the template's labels and cannot be changed.</summary>
    [Field("selector", 2, Required = true)]
    public LabelSelector? Selector { get; init; }

    /// <summary>What missing Pods are made from.</summary>
    [Field("template", 3)]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
}
