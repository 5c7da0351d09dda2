namespace Orchestrator.Api.Core.V1;

/// <summary>What is known of a Pod.</summary>
[ApiType("io.k8s.api.core.v1.PodStatus")]
public sealed partial record PodStatus
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    [Field("phase", 1)]
    public string? Phase { get; init; }

    /// <summary>What is known of its state.</summary>
    [Field("conditions", 2, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<PodCondition> Conditions { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 3)]
    public string? Message { get; init; }

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 4)]
    public string? Reason { get; init; }

    /// <summary>The node on which others are preempted for it.</summary>
    [Field("nominatedNodeName", 11)]
    public string? NominatedNodeName { get; init; }

    /// <summary>The address of its node.</summary>
    [Field("hostIP", 5)]
    public string? HostIP { get; init; }

    /// <summary>The addresses of its node.</summary>
    [Field("hostIPs", 16, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "atomic")]
    public ValueList<HostIP> HostIPs { get; init; }

    /// <summary>Its address.</summary>
    [Field("podIP", 6)]
    public string? PodIP { get; init; }

    /// <summary>Its addresses, at most one per family.</summary>
    [Field("podIPs", 12, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "map", ListMapKeys = ["ip"])]
    public ValueList<PodIP> PodIPs { get; init; }

    /// <summary>When its node's kubelet first took it up.</summary>
    [Field("startTime", 7)]
    public Time? StartTime { get; init; }

    /// <summary>What was last seen of its init containers.</summary>
    [Field("initContainerStatuses", 10, ListType = "atomic")]
    public ValueList<ContainerStatus> InitContainerStatuses { get; init; }

    /// <summary>What was last seen of its containers.</summary>
    [Field("containerStatuses", 8, ListType = "atomic")]
    public ValueList<ContainerStatus> ContainerStatuses { get; init; }

    /// <summary>Guaranteed, Burstable or BestEffort, from its requests and limits.</summary>
    [Field("qosClass", 9)]
    public string? QOSClass { get; init; }

    /// <summary>What was last seen of its ephemeral containers.</summary>
    [Field("ephemeralContainerStatuses", 13, ListType = "atomic")]
    public ValueList<ContainerStatus> EphemeralContainerStatuses { get; init; }

    /// <summary>How far a change of its resources has come.</summary>
    [Field("resize", 14)]
    public string? Resize { get; init; }

    /// <summary>Claims that were made for it.</summary>
    [Field("resourceClaimStatuses", 15, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; }
}
