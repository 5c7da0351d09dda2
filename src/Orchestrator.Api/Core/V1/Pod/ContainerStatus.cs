namespace Orchestrator.Api.Core.V1;

/// <summary>What was last seen of a container.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStatus")]
public sealed partial record ContainerStatus
{
    /// <summary>The container's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Where it is in its life now.</summary>
    [Field("state", 2)]
    public ContainerState State { get; init; } = ContainerState.Empty;

    /// <summary>How it last ended.</summary>
    [Field("lastState", 3)]
    public ContainerState LastTerminationState { get; init; } = ContainerState.Empty;

    /// <summary>Whether it is ready for traffic.</summary>
    [Field("ready", 4, Always = true, Required = true)]
    public bool Ready { get; init; }

    /// <summary>How often it was restarted.</summary>
    [Field("restartCount", 5, Always = true, Required = true)]
    public int RestartCount { get; init; }

    /// <summary>The image it runs.</summary>
    [Field("image", 6, Required = true)]
    public string Image { get; init; } = "";

    /// <summary>Exactly which image that is.</summary>
    [Field("imageID", 7, Required = true)]
    public string ImageId { get; init; } = "";

    /// <summary>The runtime's name for it, as type://id.</summary>
    [Field("containerID", 8)]
    public string? ContainerId { get; init; }

    /// <summary>Whether its start-up has finished.</summary>
    [Field("started", 9)]
    public bool? Started { get; init; }

    /// <summary>Resources the node has set aside for it.</summary>
    [Field("allocatedResources", 10)]
    public ValueMap<Quantity> AllocatedResources { get; init; }

    /// <summary>Resources it has now.</summary>
    [Field("resources", 11)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>How its volumes are mounted.</summary>
    [Field("volumeMounts", 12, PatchStrategy = "merge", PatchMergeKey = "mountPath",
        ListType = "map", ListMapKeys = ["mountPath"])]
    public ValueList<VolumeMountStatus> VolumeMounts { get; init; }

    /// <summary>As which user its first process started.</summary>
    [Field("user", 13)]
    public ContainerUser? User { get; init; }

    /// <summary>The health of devices it was given.</summary>
    [Field("allocatedResourcesStatus", 14, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ResourceStatus> AllocatedResourcesStatus { get; init; }
}
