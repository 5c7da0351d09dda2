namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.ReplicaSetStatus")]
public sealed partial record ReplicaSetStatus
{
    [Field("replicas", 1, Always = true, Required = true)]
    public int Replicas { get; init; }

    [Field("fullyLabeledReplicas", 2)]
    public int FullyLabeledReplicas { get; init; }

    [Field("readyReplicas", 4)]
    public int ReadyReplicas { get; init; }

    [Field("availableReplicas", 5)]
    public int AvailableReplicas { get; init; }

    [Field("observedGeneration", 3)]
    public long ObservedGeneration { get; init; }

    [Field("conditions", 6, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<ReplicaSetCondition> Conditions { get; init; }
}
