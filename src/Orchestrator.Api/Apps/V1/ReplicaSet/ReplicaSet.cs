namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.ReplicaSet")]
[Kind("apps/v1", "ReplicaSet")]
public sealed partial record ReplicaSet : KubeObject
{
    [Field("spec", 2)]
    public ReplicaSetSpec Spec { get; init; } = ReplicaSetSpec.Empty;

    [Field("status", 3)]
    public ReplicaSetStatus Status { get; init; } = ReplicaSetStatus.Empty;
}
