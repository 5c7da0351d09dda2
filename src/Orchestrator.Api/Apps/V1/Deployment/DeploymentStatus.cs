namespace Orchestrator.Api.Apps.V1;

/// <summary>What was last seen of a Deployment's Pods.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStatus")]
public sealed partial record DeploymentStatus
{
    /// <summary>The generation of the spec that this was reported for.</summary>
    [Field("observedGeneration", 1)]
    public long ObservedGeneration { get; init; }

    /// <summary>Pods that belong to it.</summary>
    [Field("replicas", 2)]
    public int Replicas { get; init; }

    /// <summary>Pods made from the newest template.</summary>
    [Field("updatedReplicas", 3)]
    public int UpdatedReplicas { get; init; }

    /// <summary>Pods that are ready.</summary>
    [Field("readyReplicas", 7)]
    public int ReadyReplicas { get; init; }

    /// <summary>Pods that have been ready for minReadySeconds.</summary>
    [Field("availableReplicas", 4)]
    public int AvailableReplicas { get; init; }

    /// <summary>Pods still missing for the Deployment to be fully available.</summary>
    [Field("unavailableReplicas", 5)]
    public int UnavailableReplicas { get; init; }

    /// <summary>What is known of the rollout.</summary>
    [Field("conditions", 6, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<DeploymentCondition> Conditions { get; init; }

    /// <summary>How often the name computed for a new ReplicaSet was taken; it goes into the next name.</summary>
    [Field("collisionCount", 8)]
    public int? CollisionCount { get; init; }
}
