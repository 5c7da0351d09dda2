namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodSpec")]
public sealed partial record PodSpec
{
    [Field("volumes", 1, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<Volume> Volumes { get; init; }

    [Field("initContainers", 20, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<Container> InitContainers { get; init; }

    [Field("containers", 2, Always = true, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"], Required = true)]
    public ValueList<Container> Containers { get; init; }

    [Field("ephemeralContainers", 34, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<EphemeralContainer> EphemeralContainers { get; init; }

    [Field("restartPolicy", 3)]
    public string? RestartPolicy { get; init; }

    [Field("terminationGracePeriodSeconds", 4)]
    public long? TerminationGracePeriodSeconds { get; init; }

    [Field("activeDeadlineSeconds", 5)]
    public long? ActiveDeadlineSeconds { get; init; }

    [Field("dnsPolicy", 6)]
    public string? DnsPolicy { get; init; }

    [Field("nodeSelector", 7, MapType = "atomic")]
    public ValueMap<string> NodeSelector { get; init; }

    [Field("serviceAccountName", 8)]
    public string? ServiceAccountName { get; init; }

    [Field("serviceAccount", 9)]
    public string? DeprecatedServiceAccount { get; init; }

    [Field("automountServiceAccountToken", 21)]
    public bool? AutomountServiceAccountToken { get; init; }

    [Field("nodeName", 10)]
    public string? NodeName { get; init; }

    [Field("hostNetwork", 11)]
    public bool HostNetwork { get; init; }

    [Field("hostPID", 12)]
    public bool HostPid { get; init; }

    [Field("hostIPC", 13)]
    public bool HostIpc { get; init; }

    [Field("shareProcessNamespace", 27)]
    public bool? ShareProcessNamespace { get; init; }

    [Field("securityContext", 14)]
    public PodSecurityContext? SecurityContext { get; init; }

    [Field("imagePullSecrets", 15, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<LocalObjectReference> ImagePullSecrets { get; init; }

    [Field("hostname", 16)]
    public string? Hostname { get; init; }

    [Field("subdomain", 17)]
    public string? Subdomain { get; init; }

    [Field("affinity", 18)]
    public Affinity? Affinity { get; init; }

    [Field("schedulerName", 19)]
    public string? SchedulerName { get; init; }

    [Field("tolerations", 22, ListType = "atomic")]
    public ValueList<Toleration> Tolerations { get; init; }

    [Field("hostAliases", 23, PatchStrategy = "merge", PatchMergeKey = "ip", ListType = "map", ListMapKeys = ["ip"])]
    public ValueList<HostAlias> HostAliases { get; init; }

    [Field("priorityClassName", 24)]
    public string? PriorityClassName { get; init; }

    [Field("priority", 25)]
    public int? Priority { get; init; }

    [Field("dnsConfig", 26)]
    public PodDNSConfig? DnsConfig { get; init; }

    [Field("readinessGates", 28, ListType = "atomic")]
    public ValueList<PodReadinessGate> ReadinessGates { get; init; }

    [Field("runtimeClassName", 29, Pointer = true)]
    public string? RuntimeClassName { get; init; }

    [Field("enableServiceLinks", 30)]
    public bool? EnableServiceLinks { get; init; }

    [Field("preemptionPolicy", 31, Pointer = true)]
    public string? PreemptionPolicy { get; init; }

    [Field("overhead", 32)]
    public ValueMap<Quantity> Overhead { get; init; }

    [Field("topologySpreadConstraints", 33, PatchStrategy = "merge", PatchMergeKey = "topologyKey",
        ListType = "map", ListMapKeys = ["topologyKey", "whenUnsatisfiable"])]
    public ValueList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; }

    [Field("setHostnameAsFQDN", 35)]
    public bool? SetHostnameAsFQDN { get; init; }

    [Field("os", 36)]
    public PodOS? OS { get; init; }

    [Field("hostUsers", 37)]
    public bool? HostUsers { get; init; }

    [Field("schedulingGates", 38, PatchStrategy = "merge", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodSchedulingGate> SchedulingGates { get; init; }

    [Field("resourceClaims", 39, PatchStrategy = "merge,retainKeys", PatchMergeKey = "name",
        ListType = "map", ListMapKeys = ["name"])]
    public ValueList<PodResourceClaim> ResourceClaims { get; init; }

    [Field("resources", 40)]
    public ResourceRequirements? Resources { get; init; }
}
