namespace Orchestrator.Api.Core.V1;

/// <summary>A container added to a running Pod to look into it; never restarted.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralContainer")]
public sealed partial record EphemeralContainer
{
    /// <summary>The container's name, a DNS label, unique within the Pod.</summary>
    [Field("name", 1, Inline = 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The image to run.</summary>
    [Field("image", 2, Inline = 1)]
    public string? Image { get; init; }

    /// <summary>The program and its first arguments, in place of the image's entry point; $(VAR) is replaced.</summary>
    [Field("command", 3, Inline = 1, ListType = "atomic")]
    public ValueList<string> Command { get; init; }

    /// <summary>Arguments of the program, in place of the image's; $(VAR) is replaced.</summary>
    [Field("args", 4, Inline = 1, ListType = "atomic")]
    public ValueList<string> Args { get; init; }

    /// <summary>The directory to start in; the image's where empty.</summary>
    [Field("workingDir", 5, Inline = 1)]
    public string? WorkingDir { get; init; }

    /// <summary>Ports the program listens on; a port not listed is reachable all the same.</summary>
    [Field("ports", 6, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "containerPort",
        ListType = "map", ListMapKeys = ["containerPort", "protocol"])]
    public ValueList<ContainerPort> Ports { get; init; }

    /// <summary>Objects whose entries become variables; those under env win.</summary>
    [Field("envFrom", 19, Inline = 1, ListType = "atomic")]
    public ValueList<EnvFromSource> EnvFrom { get; init; }

    /// <summary>Variables of the program's environment.</summary>
    [Field("env", 7, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<EnvVar> Env { get; init; }

    /// <summary>What it needs and may use.</summary>
    [Field("resources", 8, Inline = 1)]
    public ResourceRequirements Resources { get; init; } = ResourceRequirements.Empty;

    /// <summary>What a change of a resource does to the running container.</summary>
    [Field("resizePolicy", 23, Inline = 1, ListType = "atomic")]
    public ValueList<ContainerResizePolicy> ResizePolicy { get; init; }

    /// <summary>Always makes an init container a sidecar; not allowed for other containers.</summary>
    [Field("restartPolicy", 24, Inline = 1, Pointer = true)]
    public string? RestartPolicy { get; init; }

    /// <summary>Volumes mounted into its file system.</summary>
    [Field("volumeMounts", 9, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "mountPath",
        ListType = "map", ListMapKeys = ["mountPath"])]
    public ValueList<VolumeMount> VolumeMounts { get; init; }

    /// <summary>Volumes given to it as block devices.</summary>
    [Field("volumeDevices", 21, Inline = 1, PatchStrategy = "merge", PatchMergeKey = "devicePath",
        ListType = "map", ListMapKeys = ["devicePath"])]
    public ValueList<VolumeDevice> VolumeDevices { get; init; }

    /// <summary>How to find out that it must be restarted.</summary>
    [Field("livenessProbe", 10, Inline = 1)]
    public Probe? LivenessProbe { get; init; }

    /// <summary>How to find out that it can take traffic.</summary>
    [Field("readinessProbe", 11, Inline = 1)]
    public Probe? ReadinessProbe { get; init; }

    /// <summary>How to find out that it has started; the other probes wait for it.</summary>
    [Field("startupProbe", 22, Inline = 1)]
    public Probe? StartupProbe { get; init; }

    /// <summary>What is done right after its start and before its end.</summary>
    [Field("lifecycle", 12, Inline = 1)]
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>The file in which it may leave a last word; /dev/termination-log by default.</summary>
    [Field("terminationMessagePath", 13, Inline = 1)]
    public string? TerminationMessagePath { get; init; }

    /// <summary>File (the default), or FallbackToLogsOnError: the end of its log where it left none.</summary>
    [Field("terminationMessagePolicy", 20, Inline = 1)]
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>Always, Never or IfNotPresent; Always by default for the tag latest, else IfNotPresent.</summary>
    [Field("imagePullPolicy", 14, Inline = 1)]
    public string? ImagePullPolicy { get; init; }

    /// <summary>With which privileges it runs; what it says goes before the Pod's.</summary>
    [Field("securityContext", 15, Inline = 1)]
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Whether it gets a standard input.</summary>
    [Field("stdin", 16, Inline = 1)]
    public bool Stdin { get; init; }

    /// <summary>Whether its standard input is closed after the first client has left.</summary>
    [Field("stdinOnce", 17, Inline = 1)]
    public bool StdinOnce { get; init; }

    /// <summary>Whether it gets a terminal; needs stdin.</summary>
    [Field("tty", 18, Inline = 1)]
    public bool Tty { get; init; }

    /// <summary>The container whose namespaces it shares; the Pod's own where empty.</summary>
    [Field("targetContainerName", 2)]
    public string? TargetContainerName { get; init; }
}
