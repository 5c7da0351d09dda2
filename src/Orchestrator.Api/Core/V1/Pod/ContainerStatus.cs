namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ContainerStatus")]
public sealed partial record ContainerStatus
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("state", 2)]
    public ContainerState State { get; init; } = ContainerState.Empty;

    [Field("lastState", 3)]
    public ContainerState LastTerminationState { get; init; } = ContainerState.Empty;

    [Field("ready", 4, Always = true, Required = true)]
    public bool Ready { get; init; }

    [Field("restartCount", 5, Always = true, Required = true)]
    public int RestartCount { get; init; }

    [Field("image", 6, Required = true)]
    public string Image { get; init; } = "";

    [Field("imageID", 7, Required = true)]
    public string ImageId { get; init; } = "";

    [Field("containerID", 8)]
    public string? ContainerId { get; init; }

    [Field("started", 9)]
    public bool? Started { get; init; }

    [Field("allocatedResources", 10)]
    public ValueMap<Quantity> AllocatedResources { get; init; }

    [Field("resources", 11)]
    public ResourceRequirements? Resources { get; init; }

    [Field("volumeMounts", 12, PatchStrategy = "merge", PatchMergeKey = "mountPath",
        ListType = "map", ListMapKeys = ["mountPath"])]
    public ValueList<VolumeMountStatus> VolumeMounts { get; init; }

    [Field("user", 13)]
    public ContainerUser? User { get; init; }

    [Field("allocatedResourcesStatus", 14, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ResourceStatus> AllocatedResourcesStatus { get; init; }
}
