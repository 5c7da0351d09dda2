namespace Orchestrator.Api.Apps.V1;

/// <summary>Keeps a number of equal Pods running.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSet")]
[Kind("apps/v1", "ReplicaSet")]
public sealed partial record ReplicaSet : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public ReplicaSetSpec Spec { get; init; } = ReplicaSetSpec.Empty;

    /// <summary>What was last seen of its Pods.</summary>
    [Field("status", 3)]
    public ReplicaSetStatus Status { get; init; } = ReplicaSetStatus.Empty;
}
