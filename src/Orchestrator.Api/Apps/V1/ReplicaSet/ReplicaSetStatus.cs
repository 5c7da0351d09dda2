namespace Orchestrator.Api.Apps.V1;

/// <summary>What was last seen of a ReplicaSet's Pods.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetStatus")]
public sealed partial record ReplicaSetStatus
{
    /// <summary>Pods that belong to it.</summary>
    [Field("replicas", 1, Always = true, Required = true)]
    public int Replicas { get; init; }

    /// <summary>Pods that have all labels of the template.</summary>
    [Field("fullyLabeledReplicas", 2)]
    public int FullyLabeledReplicas { get; init; }

    /// <summary>Pods that are ready.</summary>
    [Field("readyReplicas", 4)]
    public int ReadyReplicas { get; init; }

    /// <summary>Pods that have been ready for minReadySeconds.</summary>
    [Field("availableReplicas", 5)]
    public int AvailableReplicas { get; init; }

    /// <summary>The generation of the spec that this was reported for.</summary>
    [Field("observedGeneration", 3)]
    public long ObservedGeneration { get; init; }

    /// <summary>What is known of its state.</summary>
    [Field("conditions", 6, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<ReplicaSetCondition> Conditions { get; init; }
}
