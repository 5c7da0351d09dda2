namespace Orchestrator.Api.Core.V1;

/// <summary>What a Pod runs, and where and how.</summary>
[ApiType("io.k8s.api.core.v1.PodSpec")]
public sealed partial record PodSpec
{
    /// <summary>Volumes its containers can mount.</summary>
    [Field("volumes", 1, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<Volume> Volumes { get; init; }

    /// <summary>Containers that run first, one after another, each to its end; with restartPolicy Always:
    /// sidecars.</summary>
    [Field("initContainers", 20, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<Container> InitContainers { get; init; }

    /// <summary>Containers that run together; at least one, and none can be added later.</summary>
    [Field("containers", 2, Always = true, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"], Required = true)]
    public ValueList<Container> Containers { get; init; }

    /// <summary>Containers added later to look into the Pod; only by the subresource of that name.</summary>
    [Field("ephemeralContainers", 34, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<EphemeralContainer> EphemeralContainers { get; init; }

    /// <summary>When ended containers are started again: Always (the default), OnFailure or Never.</summary>
    [Field("restartPolicy", 3)]
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds between being told to end and being killed; 30 by default.</summary>
    [Field("terminationGracePeriodSeconds", 4)]
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds after its start when it is ended and counts as failed.</summary>
    [Field("activeDeadlineSeconds", 5)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>How it resolves names: ClusterFirst (the default), ClusterFirstWithHostNet, Default or None.</summary>
    [Field("dnsPolicy", 6)]
    public string? DnsPolicy { get; init; }

    /// <summary>Labels its node must have.</summary>
    [Field("nodeSelector", 7, MapType = "atomic")]
    public ValueMap<string> NodeSelector { get; init; }

    /// <summary>The service account it runs as.</summary>
    [Field("serviceAccountName", 8)]
    public string? ServiceAccountName { get; init; }

    /// <summary>The old name of serviceAccountName.</summary>
    [Field("serviceAccount", 9)]
    public string? DeprecatedServiceAccount { get; init; }

    /// <summary>Whether a token of its service account is mounted.</summary>
    [Field("automountServiceAccountToken", 21)]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>The node it is bound to; set by the scheduler.</summary>
    [Field("nodeName", 10)]
    public string? NodeName { get; init; }

    /// <summary>Whether it uses the node's network.</summary>
    [Field("hostNetwork", 11)]
    public bool HostNetwork { get; init; }

    /// <summary>Whether it sees the node's processes.</summary>
    [Field("hostPID", 12)]
    public bool HostPid { get; init; }

    /// <summary>Whether it uses the node's inter-process communication.</summary>
    [Field("hostIPC", 13)]
    public bool HostIpc { get; init; }

    /// <summary>Whether its containers see each other's processes.</summary>
    [Field("shareProcessNamespace", 27)]
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Privileges of all its containers.</summary>
    [Field("securityContext", 14)]
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets with which its images are pulled.</summary>
    [Field("imagePullSecrets", 15, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<LocalObjectReference> ImagePullSecrets { get; init; }

    /// <summary>Its host name; its own name where empty.</summary>
    [Field("hostname", 16)]
    public string? Hostname { get; init; }

    /// <summary>The subdomain of its full host name.</summary>
    [Field("subdomain", 17)]
    public string? Subdomain { get; init; }

    /// <summary>Rules for where it may be placed.</summary>
    [Field("affinity", 18)]
    public Affinity? Affinity { get; init; }

    /// <summary>Who schedules it; default-scheduler by default.</summary>
    [Field("schedulerName", 19)]
    public string? SchedulerName { get; init; }

    /// <summary>Taints it tolerates.</summary>
    [Field("tolerations", 22, ListType = "atomic")]
    public ValueList<Toleration> Tolerations { get; init; }

    /// <summary>Names for its hosts file.</summary>
    [Field("hostAliases", 23, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "map", ListMapKeys = ["ip"])]
    public ValueList<HostAlias> HostAliases { get; init; }

    /// <summary>The class that gives it its priority.</summary>
    [Field("priorityClassName", 24)]
    public string? PriorityClassName { get; init; }

    /// <summary>How important it is; higher goes first.</summary>
    [Field("priority", 25)]
    public int? Priority { get; init; }

    /// <summary>How it resolves names, besides dnsPolicy.</summary>
    [Field("dnsConfig", 26)]
    public PodDNSConfig? DnsConfig { get; init; }

    /// <summary>Conditions that must be true for it to be ready.</summary>
    [Field("readinessGates", 28, ListType = "atomic")]
    public ValueList<PodReadinessGate> ReadinessGates { get; init; }

    /// <summary>The class of runtime that runs it.</summary>
    [Field("runtimeClassName", 29, Pointer = true)]
    public string? RuntimeClassName { get; init; }

    /// <summary>Whether it gets variables for the Services of its namespace; true by default.</summary>
    [Field("enableServiceLinks", 30)]
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Whether less important Pods make room for it: PreemptLowerPriority (the default) or Never.</summary>
    [Field("preemptionPolicy", 31, Pointer = true)]
    public string? PreemptionPolicy { get; init; }

    /// <summary>Resources it needs besides its containers', by its runtime class.</summary>
    [Field("overhead", 32)]
    public ValueMap<Quantity> Overhead { get; init; }

    /// <summary>How Pods like it are spread over places.</summary>
    [Field("topologySpreadConstraints", 33, PatchStrategy = "merge", PatchMergeKey = "topologyKey",
        ListType = "map", ListMapKeys = ["topologyKey", "whenUnsatisfiable"])]
    public ValueList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; }

    /// <summary>Whether its host name is the full one.</summary>
    [Field("setHostnameAsFQDN", 35)]
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>The operating system it is made for.</summary>
    [Field("os", 36)]
    public PodOS? OS { get; init; }

    /// <summary>Whether it uses the node's user ids; true by default.</summary>
    [Field("hostUsers", 37)]
    public bool? HostUsers { get; init; }

    /// <summary>What keeps it from being scheduled for now.</summary>
    [Field("schedulingGates", 38, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodSchedulingGate> SchedulingGates { get; init; }

    /// <summary>Claims to devices that its containers can use.</summary>
    [Field("resourceClaims", 39, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodResourceClaim> ResourceClaims { get; init; }

    /// <summary>Resources of all its containers together.</summary>
    [Field("resources", 40)]
    public ResourceRequirements? Resources { get; init; }
}
