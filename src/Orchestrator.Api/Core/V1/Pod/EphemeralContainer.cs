namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EphemeralContainer")]
public sealed partial record EphemeralContainer
{
    [Field("name", 1, Inline = 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("image", 2, Inline = 1)]
    public string? Image { get; init; }

    [Field("command", 3, Inline = 1, ListType = "atomic")]
    public ValueList<string> Command { get; init; }

    [Field("args", 4, Inline = 1, ListType = "atomic")]
    public ValueList<string> Args { get; init; }

    [Field("workingDir", 5, Inline = 1)]
    public string? WorkingDir { get; init; }

    [Field("ports", 6, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "containerPort",
        ListType = "map", ListMapKeys = ["containerPort", "protocol"])]
    public ValueList<ContainerPort> Ports { get; init; }

    [Field("envFrom", 19, Inline = 1, ListType = "atomic")]
    public ValueList<EnvFromSource> EnvFrom { get; init; }

    [Field("env", 7, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<EnvVar> Env { get; init; }

    [Field("resources", 8, Inline = 1)]
    public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;

    [Field("resizePolicy", 23, Inline = 1, ListType = "atomic")]
    public ValueList<ContainerResizePolicy> ResizePolicy { get; init; }

    [Field("restartPolicy", 24, Inline = 1, Pointer = true)]
    public string? RestartPolicy { get; init; }

    [Field("volumeMounts", 9, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "mountPath",
        ListType = "map", ListMapKeys = ["mountPath"])]
    public ValueList<VolumeMount> VolumeMounts { get; init; }

    [Field("volumeDevices", 21, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "devicePath",
        ListType = "map", ListMapKeys = ["devicePath"])]
    public ValueList<VolumeDevice> VolumeDevices { get; init; }

    [Field("livenessProbe", 10, Inline = 1)]
    public Probe? LivenessProbe { get; init; }

    [Field("readinessProbe", 11, Inline = 1)]
    public Probe? ReadinessProbe { get; init; }

    [Field("startupProbe", 22, Inline = 1)]
    public Probe? StartupProbe { get; init; }

    [Field("lifecycle", 12, Inline = 1)]
    public Lifecycle? Lifecycle { get; init; }

    [Field("terminationMessagePath", 13, Inline = 1)]
    public string? TerminationMessagePath { get; init; }

    [Field("terminationMessagePolicy", 20, Inline = 1)]
    public string? TerminationMessagePolicy { get; init; }

    [Field("imagePullPolicy", 14, Inline = 1)]
    public string? ImagePullPolicy { get; init; }

    [Field("securityContext", 15, Inline = 1)]
    public SecurityContext? SecurityContext { get; init; }

    [Field("stdin", 16, Inline = 1)]
    public bool Stdin { get; init; }

    [Field("stdinOnce", 17, Inline = 1)]
    public bool StdinOnce { get; init; }

    [Field("tty", 18, Inline = 1)]
    public bool Tty { get; init; }

    [Field("targetContainerName", 2)]
    public string? TargetContainerName { get; init; }
}
