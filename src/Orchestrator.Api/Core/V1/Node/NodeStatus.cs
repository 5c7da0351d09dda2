namespace Orchestrator.Api.Core.V1;

/// <summary>What is known of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeStatus")]
public sealed partial record NodeStatus
{
    /// <summary>All resources it has.</summary>
    [Field("capacity", 1)]
    public ValueMap<Quantity> Capacity { get; init; }

    /// <summary>Resources that Pods may use.</summary>
    [Field("allocatable", 2)]
    public ValueMap<Quantity> Allocatable { get; init; }

    /// <summary>No longer used.</summary>
    [Field("phase", 3)]
    public string? Phase { get; init; }

    /// <summary>What is known of its health.</summary>
    [Field("conditions", 4, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<NodeCondition> Conditions { get; init; }

    /// <summary>Where it can be reached.</summary>
    [Field("addresses", 5, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map", ListMapKeys = ["type"])]
    public ValueList<NodeAddress> Addresses { get; init; }

    /// <summary>Ports of its daemons.</summary>
    [Field("daemonEndpoints", 6)]
    public NodeDaemonEndpoints DaemonEndpoints { get; init; } = NodeDaemonEndpoints.Empty;

    /// <summary>What identifies its system and software.</summary>
    [Field("nodeInfo", 7)]
    public NodeSystemInfo NodeInfo { get; init; } = NodeSystemInfo.Empty;

    /// <summary>Images that are present on it.</summary>
    [Field("images", 8, ListType = "atomic")]
    public ValueList<ContainerImage> Images { get; init; }

    /// <summary>Attachable volumes that its Pods mount.</summary>
    [Field("volumesInUse", 9, ListType = "atomic")]
    public ValueList<string> VolumesInUse { get; init; }

    /// <summary>Volumes that are attached to it.</summary>
    [Field("volumesAttached", 10, ListType = "atomic")]
    public ValueList<AttachedVolume> VolumesAttached { get; init; }

    /// <summary>No longer used.</summary>
    [Field("config", 11)]
    public NodeConfigStatus? Config { get; init; }

    /// <summary>Handlers of its container runtime.</summary>
    [Field("runtimeHandlers", 12, ListType = "atomic")]
    public ValueList<NodeRuntimeHandler> RuntimeHandlers { get; init; }

    /// <summary>What its container runtime can do.</summary>
    [Field("features", 13)]
    public NodeFeatures? Features { get; init; }
}
