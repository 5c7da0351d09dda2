using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class PodValidationTests
{
    private const string C = "spec.containers[0]";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static TheoryData<Broken<Pod>> Rows =>
    [
        Spec("no containers", s => s with { Containers = [] }, "spec.containers: Required value"),
        Spec("restart policy", s => s with { RestartPolicy = "Often" },
            """spec.restartPolicy: Unsupported value: "Often": supported values: "Always", "OnFailure", "Never" """),
        Spec("dns policy", s => s with { DnsPolicy = "Mine" },
            """spec.dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None" """),
        Spec("dns without servers", s => s with { DnsPolicy = "None" },
            "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"),
        Spec("nameserver", s => s with { DnsConfig = new PodDNSConfig { Nameservers = ["nowhere"] } },
            """spec.dnsConfig.nameservers[0]: Invalid value: "nowhere": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"""),
        Spec("deadline", s => s with { ActiveDeadlineSeconds = 0 },
            "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"),
        Spec("service account", s => s with { ServiceAccountName = "A" },
            $"""spec.serviceAccountName: Invalid value: "A": {Subdomain}"""),
        Spec("node selector", s => s with { NodeSelector = ValueMap.Of(("disk", "s d")) },
            """spec.nodeSelector: Invalid value: "s d": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"""),
        Spec("host alias", s => s with { HostAliases = [new HostAlias { IP = "1.2.3" }] },
            """spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"""),
        Spec("ephemeral on create", s => s with { EphemeralContainers = [new EphemeralContainer { Name = "e", Image = "i" }] },
            "spec.ephemeralContainers: Forbidden: cannot be set on create"),
        Spec("node name behind a gate",
            s => s with { NodeName = "n", SchedulingGates = [new PodSchedulingGate { Name = "example.com/g" }] },
            "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared"),
        Spec("preemption", s => s with { PreemptionPolicy = "Maybe" },
            """spec.preemptionPolicy: Unsupported value: "Maybe": supported values: "PreemptLowerPriority", "Never" """),
        Spec("os", s => s with { OS = new PodOS { Name = "plan9" } },
            """spec.os: Unsupported value: "plan9": supported values: "linux", "windows" """),
        Spec("toleration without key", s => s with { Tolerations = [new Toleration { Operator = "Equal" }] },
            "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\""),
        Spec("toleration seconds", s => s with { Tolerations = [new Toleration { Key = "a", Effect = "NoSchedule", TolerationSeconds = 1 }] },
            "spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"),
        Spec("toleration operator", s => s with { Tolerations = [new Toleration { Key = "a", Operator = "Has" }] },
            """spec.tolerations[0].operator: Unsupported value: "Has": supported values: "Equal", "Exists" """),
        Spec("toleration effect", s => s with { Tolerations = [new Toleration { Key = "a", Effect = "Never" }] },
            """spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute" """),
        Spec("spread skew", s => s with { TopologySpreadConstraints = [new() { TopologyKey = "zone", WhenUnsatisfiable = "DoNotSchedule" }] },
            "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero"),
        Spec("spread action", s => s with { TopologySpreadConstraints = [new() { MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = "Wait" }] },
            """spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Wait": supported values: "DoNotSchedule", "ScheduleAnyway" """),
        Spec("affinity weight",
            s => s with { Affinity = new() { NodeAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = [new() { Weight = 101 }] } } },
            "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100"),
        Spec("affinity without terms",
            s => s with { Affinity = new() { NodeAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = new() } } },
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term"),
        Spec("affinity operator",
            s => s with { Affinity = new() { NodeAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [new() { MatchExpressions = [new() { Key = "a", Operator = "Gt", Values = ["1", "2"] }] }] } } } },
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'"),
        Spec("pod affinity topology",
            s => s with { Affinity = new() { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [new() { TopologyKey = "a b", LabelSelector = new() }] } } },
            "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"),
        Spec("volume without a name", s => s with { Volumes = [new Volume { EmptyDir = new() }] }, "spec.volumes[0].name: Required value"),
        Spec("volume twice", s => s with { Volumes = [new Volume { Name = "a" }, new Volume { Name = "a" }] },
            """spec.volumes[1].name: Duplicate value: "a" """),
        Spec("volume of two kinds", s => s with { Volumes = [new Volume { Name = "a", EmptyDir = new(), HostPath = new() { Path = "/x" } }] },
            "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"),
        Spec("secret volume", s => s with { Volumes = [new Volume { Name = "a", Secret = new() }] }, "spec.volumes[0].secret.secretName: Required value"),
        Spec("config map volume mode", s => s with { Volumes = [new Volume { Name = "a", ConfigMap = new() { Name = "m", DefaultMode = 512 } }] },
            "spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive"),
        Spec("item path", s => s with { Volumes = [new Volume { Name = "a", Secret = new() { SecretName = "s", Items = [new() { Key = "k", Path = "../up" }] } }] },
            """spec.volumes[0].secret.items[0].path: Invalid value: "../up": must not contain '..'"""),
        Spec("host path type", s => s with { Volumes = [new Volume { Name = "a", HostPath = new() { Path = "/x", Type = "Pipe" } }] },
            """spec.volumes[0].hostPath.type: Unsupported value: "Pipe": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket" """),
        Spec("token time", s => s with { ServiceAccountName = "a", Volumes = [new Volume { Name = "a", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "t", ExpirationSeconds = 1 } }] } }] },
            "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes"),
        Spec("init container name", s => s with { InitContainers = [new Container { Name = "app", Image = "i" }] },
            """spec.initContainers[0].name: Duplicate value: "app" """),
        Spec("init container probe", s => s with { InitContainers = [new Container { Name = "i", Image = "i", LivenessProbe = new() { TcpSocket = new() { Port = 1 } } }] },
            "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"),
        Container("no name", c => c with { Name = "" }, $"{C}.name: Required value"),
        Container("no image", c => c with { Image = null }, $"{C}.image: Required value"),
        Container("image with space", c => c with { Image = " app" }, $"{C}.image: Invalid value: \" app\": must not have leading or trailing whitespace"),
        Container("pull policy", c => c with { ImagePullPolicy = "Now" },
            $"""{C}.imagePullPolicy: Unsupported value: "Now": supported values: "Always", "IfNotPresent", "Never" """),
        Container("message policy", c => c with { TerminationMessagePolicy = "Log" },
            $"""{C}.terminationMessagePolicy: Unsupported value: "Log": supported values: "File", "FallbackToLogsOnError" """),
        Container("restart policy of a container", c => c with { RestartPolicy = "Always" },
            $"{C}.restartPolicy: Forbidden: may not be set for non-init containers"),
        Container("port number", c => c with { Ports = [new() { ContainerPortValue = 70000 }] },
            $"{C}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"),
        Container("port missing", c => c with { Ports = [new()] }, $"{C}.ports[0].containerPort: Required value"),
        Container("port name twice", c => c with { Ports = [new() { Name = "a", ContainerPortValue = 1 }, new() { Name = "a", ContainerPortValue = 2 }] },
            $"""{C}.ports[1].name: Duplicate value: "a" """),
        Container("port protocol", c => c with { Ports = [new() { ContainerPortValue = 1, Protocol = "ICMP" }] },
            $"""{C}.ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP" """),
        Container("host port twice", c => c with { Ports = [new() { ContainerPortValue = 1, HostPort = 9 }, new() { ContainerPortValue = 2, HostPort = 9 }] },
            $"""{C}.ports[1].hostPort: Duplicate value: "TCP//9" """),
        Container("variable name", c => c with { Env = [new EnvVar { Name = "A=B" }] },
            $"{C}.env[0].name: Invalid value: \"A=B\": a valid environment variable name must consist only of printable ASCII characters other than '='"),
        Container("variable with two sources", c => c with { Env = [new EnvVar { Name = "A", Value = "x", ValueFrom = new() { SecretKeyRef = new() { Name = "s", Key = "k" } } }] },
            $"{C}.env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"),
        Container("variable without source", c => c with { Env = [new EnvVar { Name = "A", ValueFrom = new() }] },
            $"{C}.env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"),
        Container("field", c => c with { Env = [new EnvVar { Name = "A", ValueFrom = new() { FieldRef = new() { FieldPath = "spec.restartPolicy" } } }] },
            $"""{C}.env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "spec.restartPolicy": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs" """),
        Container("unknown field", c => c with { Env = [new EnvVar { Name = "A", ValueFrom = new() { FieldRef = new() { FieldPath = "spec.foo" } } }] },
            $"""{C}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo"""),
        Container("divisor", c => c with { Env = [new EnvVar { Name = "A", ValueFrom = new() { ResourceFieldRef = new() { Resource = "limits.cpu", Divisor = Quantity.Parse("2") } } }] },
            $"{C}.env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource"),
        Container("variables from nowhere", c => c with { EnvFrom = [new EnvFromSource()] },
            $"{C}.envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`"),
        Container("mount of no volume", c => c with { VolumeMounts = [new() { Name = "v", MountPath = "/v" }] },
            $"""{C}.volumeMounts[0].name: Not found: "v" """),
        Container("probe without handler", c => c with { ReadinessProbe = new Probe() },
            $"{C}.readinessProbe: Required value: must specify a handler type"),
        Container("probe with two", c => c with { ReadinessProbe = new Probe { Exec = new() { Command = ["a"] }, TcpSocket = new() { Port = 1 } } },
            $"{C}.readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"),
        Container("probe port", c => c with { ReadinessProbe = new Probe { HttpGet = new() { Port = 0 } } },
            $"{C}.readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive"),
        Container("liveness threshold", c => c with { LivenessProbe = new Probe { TcpSocket = new() { Port = 1 }, SuccessThreshold = 2 } },
            $"{C}.livenessProbe.successThreshold: Invalid value: 2: must be 1"),
        Container("probe period", c => c with { LivenessProbe = new Probe { TcpSocket = new() { Port = 1 }, PeriodSeconds = -1 } },
            $"{C}.livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0"),
        Container("sleep", c => c with { Lifecycle = new Lifecycle { PreStop = new() { Sleep = new() { Seconds = 31 } } } },
            $"{C}.lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep."),
        Container("request over limit", c => c with { Resources = new() { Requests = ValueMap.Of(("cpu", Quantity.Parse("2"))), Limits = ValueMap.Of(("cpu", Quantity.Parse("1"))) } },
            $"{C}.resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1"),
        Container("negative amount", c => c with { Resources = new() { Limits = ValueMap.Of(("memory", Quantity.Parse("-1"))) } },
            $"{C}.resources.limits[memory]: Invalid value: \"-1\": must be greater than or equal to 0",
            $"{C}.resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0"),
        Container("resource name", c => c with { Resources = new() { Requests = ValueMap.Of(("gold", Quantity.Parse("1"))) } },
            $"{C}.resources.requests[gold]: Invalid value: \"gold\": must be a standard resource type or fully qualified",
            $"{C}.resources.requests[gold]: Invalid value: \"gold\": must be a standard resource for containers"),
        Container("device without limit", c => c with { Resources = new() { Requests = ValueMap.Of(("example.com/gpu", Quantity.Parse("1"))) } },
            $"{C}.resources.limits: Required value: Limit must be set for non overcommitable resources"),
        Container("half a device", c => c with { Resources = new() { Limits = ValueMap.Of(("example.com/gpu", Quantity.Parse("500m"))) } },
            $"{C}.resources.limits[example.com/gpu]: Invalid value: \"500m\": must be an integer",
            $"{C}.resources.requests[example.com/gpu]: Invalid value: \"500m\": must be an integer"),
        Container("user", c => c with { SecurityContext = new() { RunAsUser = -1 } },
            $"{C}.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive"),
        Container("seccomp", c => c with { SecurityContext = new() { SeccompProfile = new() { Type = "Localhost" } } },
            $"{C}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost"),
        Container("escalation", c => c with { SecurityContext = new() { Privileged = true, AllowPrivilegeEscalation = false } },
            $$"""{{C}}.securityContext: Invalid value: {"privileged":true,"allowPrivilegeEscalation":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true"""),
        Annotated("seccomp annotation", "seccomp.security.alpha.kubernetes.io/pod", "x",
            "metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: \"x\": must be a valid seccomp profile"),
        Annotated("seccomp annotation of a file", "container.seccomp.security.alpha.kubernetes.io/app", "localhost//x",
            "metadata.annotations.container.seccomp.security.alpha.kubernetes.io/app: Invalid value: \"/x\": must be a relative path"),
        Annotated("apparmor annotation", AppArmor + "app", "x",
            $"metadata.annotations[{AppArmor}app]: Invalid value: \"x\": invalid AppArmor profile name: \"x\""),
        Annotated("apparmor annotation of nobody", AppArmor + "who", "unconfined",
            $"metadata.annotations[{AppArmor}who]: Invalid value: \"who\": container not found"),
        Confined("seccomp of the pod twice", "seccomp.security.alpha.kubernetes.io/pod", "unconfined",
            s => s with { SecurityContext = new() { SeccompProfile = new() { Type = "RuntimeDefault" } } },
            "spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match"),
        Confined("seccomp file twice", "container.seccomp.security.alpha.kubernetes.io/app", "localhost/a",
            s => s with { Containers = [s.Containers[0] with { SecurityContext = new() { SeccompProfile = new() { Type = "Localhost", LocalhostProfile = "b" } } }] },
            $"{C}.securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match"),
        Confined("apparmor twice", AppArmor + "app", "unconfined",
            s => s with { Containers = [s.Containers[0] with { SecurityContext = new() { AppArmorProfile = new() { Type = "RuntimeDefault" } } }] },
            $"{C}.securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match"),
        Confined("apparmor file twice", AppArmor + "app", "localhost/a",
            s => s with { Containers = [s.Containers[0] with { SecurityContext = new() { AppArmorProfile = new() { Type = "Localhost", LocalhostProfile = "b" } } }] },
            $"{C}.securityContext.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation and field must match"),
        new("mirror annotation", p => p with { Metadata = p.Metadata with { Annotations = ValueMap.Of(("kubernetes.io/config.mirror", "x")) } },
            "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set"),
        new("deletion cost", p => p with { Metadata = p.Metadata with { Annotations = ValueMap.Of(("controller.kubernetes.io/pod-deletion-cost", "+1")) } },
            "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"+1\": must be a 32bit integer"),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Create_OneRuleBroken_SaysWhichAndHow(Broken<Pod> row)
    {
        var errors = Samples.Errors(row.Break(Samples.Read<Pod>(Samples.Pod)));
        Assert.Equal(row.Errors.Select(text => text.TrimEnd()), errors);
    }

    [Fact]
    public void Create_HostNetwork_TakesHostPortsFromContainerPorts()
    {
        var pod = Samples.Read<Pod>(Samples.Pod);
        var port = new ContainerPort { ContainerPortValue = 80 };
        pod = pod with
        {
            Spec = pod.Spec with { HostNetwork = true, Containers = [pod.Spec.Containers[0] with { Ports = [port] }] },
        };
        Assert.Empty(Samples.Errors(pod));
        Assert.Equal(80, Samples.Created(pod).Spec.Containers[0].Ports[0].HostPort);
    }

    [Fact]
    public void Create_Sidecar_MayHaveProbes()
    {
        var pod = Samples.Read<Pod>(Samples.Pod);
        var sidecar = new Container
        {
            Name = "side",
            Image = "i",
            RestartPolicy = "Always",
            StartupProbe = new Probe { HttpGet = new() { Port = "web" } },
        };
        Assert.Empty(Samples.Errors(pod with { Spec = pod.Spec with { InitContainers = [sidecar] } }));
    }

    private static Broken<Pod> Annotated(string name, string key, string value, params string[] errors) =>
        Confined(name, key, value, spec => spec, errors);

    private static Broken<Pod> Confined(
        string name, string key, string value, Func<PodSpec, PodSpec> change, params string[] errors) => new(
        name,
        pod => pod with
        {
            Metadata = pod.Metadata with { Annotations = ValueMap.Of((key, value)) },
            Spec = change(pod.Spec),
        },
        errors);

    private static Broken<Pod> Spec(string name, Func<PodSpec, PodSpec> change, params string[] errors) =>
        new(name, pod => pod with { Spec = change(pod.Spec) }, errors);

    private static Broken<Pod> Container(string name, Func<Container, Container> change, params string[] errors) =>
        Spec(name, spec => spec with { Containers = [change(spec.Containers[0])] }, errors);
}
