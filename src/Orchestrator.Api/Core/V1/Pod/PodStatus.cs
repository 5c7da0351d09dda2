namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodStatus")]
public sealed partial record PodStatus
{
    [Field("phase", 1)]
    public string? Phase { get; init; }

    [Field("conditions", 2, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<PodCondition> Conditions { get; init; }

    [Field("message", 3)]
    public string? Message { get; init; }

    [Field("reason", 4)]
    public string? Reason { get; init; }

    [Field("nominatedNodeName", 11)]
    public string? NominatedNodeName { get; init; }

    [Field("hostIP", 5)]
    public string? HostIP { get; init; }

    [Field("hostIPs", 16, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "atomic")]
    public ValueList<HostIP> HostIPs { get; init; }

    [Field("podIP", 6)]
    public string? PodIP { get; init; }

    [Field("podIPs", 12, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "map", ListMapKeys = ["ip"])]
    public ValueList<PodIP> PodIPs { get; init; }

    [Field("startTime", 7)]
    public Time? StartTime { get; init; }

    [Field("initContainerStatuses", 10, ListType = "atomic")]
    public ValueList<ContainerStatus> InitContainerStatuses { get; init; }

    [Field("containerStatuses", 8, ListType = "atomic")]
    public ValueList<ContainerStatus> ContainerStatuses { get; init; }

    [Field("qosClass", 9)]
    public string? QOSClass { get; init; }

    [Field("ephemeralContainerStatuses", 13, ListType = "atomic")]
    public ValueList<ContainerStatus> EphemeralContainerStatuses { get; init; }

    [Field("resize", 14)]
    public string? Resize { get; init; }

    [Field("resourceClaimStatuses", 15, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; }
}
