using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed partial record ReplicaSetSpec
{
    [Field("replicas", 1)]
    public int? Replicas { get; init; }

    [Field("minReadySeconds", 4)]
    public int MinReadySeconds { get; init; }

    [Field("selector", 2, Required = true)]
    public LabelSelector? Selector { get; init; }

    [Field("template", 3)]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
}
