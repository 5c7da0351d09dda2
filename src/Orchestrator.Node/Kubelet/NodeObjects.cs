namespace Orchestrator.Node.Kubelet;

/// <summary>The Node object as this node would have it: labels, capacity, addresses, conditions.</summary>
public sealed class NodeObjects(NodeOptions options)
{
    private const string KubeletVersion = "v1.32.0";

    public string Name => options.Name;

    /// <summary>The object to create when there is none.</summary>
    public NodeObject New(DateTimeOffset now) => new()
    {
        Metadata = new() { Name = options.Name, Labels = Labels() },
        Spec = new()
        {
            PodCidr = options.PodCidr,
            PodCidrs = options.PodCidr is { } cidr ? [cidr] : [],
            Taints = options.Taints,
        },
        Status = Status(NodeStatus.Empty, now),
    };

    /// <summary>The object with our labels on it and all others kept.</summary>
    public NodeObject Relabelled(NodeObject node)
    {
        var labels = node.Metadata.Labels;
        foreach (var (name, value) in Labels())
            labels = labels.With(name, value);
        return node with { Metadata = node.Metadata with { Labels = labels } };
    }

    /// <summary>The status now; conditions that others keep stay, and a heartbeat alone is no change of
    /// state.</summary>
    public NodeStatus Status(NodeStatus old, DateTimeOffset now)
    {
        var machine = options.Machine;
        var conditions = Conditions(old.Conditions, now);
        foreach (var other in old.Conditions)
        {
            if (!conditions.Any(c => c.Type == other.Type))
                conditions = conditions.Add(other);
        }
        return old with
        {
            Capacity = machine.Capacity,
            Allocatable = machine.Capacity,
            Conditions = conditions,
            Addresses =
            [
                new NodeAddress { Type = "InternalIP", Address = options.InternalIp },
                new NodeAddress { Type = "Hostname", Address = options.Name },
            ],
            DaemonEndpoints = new() { KubeletEndpoint = new() { Port = options.KubeletPort } },
            NodeInfo = new()
            {
                MachineId = machine.MachineId,
                SystemUuid = machine.SystemUuid,
                BootId = machine.BootId,
                KernelVersion = machine.KernelVersion,
                OSImage = machine.OSImage,
                ContainerRuntimeVersion = $"{options.Runtime.Name}://{options.Runtime.Version}",
                KubeletVersion = KubeletVersion,
                KubeProxyVersion = KubeletVersion,
                OperatingSystem = machine.OperatingSystem,
                Architecture = machine.Architecture,
            },
        };
    }

    /// <summary>Whether two statuses differ in more than the time of their heartbeats.</summary>
    public static bool Differ(NodeStatus left, NodeStatus right) => Still(left) != Still(right);

    private static NodeStatus Still(NodeStatus status) => status with
    {
        Conditions = status.Conditions.Select(c => c with { LastHeartbeatTime = null }).ToValueList(),
    };

    private ValueMap<string> Labels()
    {
        var labels = options.Labels;
        foreach (var (name, value) in ((string, string)[])
        [
            ("kubernetes.io/hostname", options.Name),
            ("kubernetes.io/os", options.Machine.OperatingSystem),
            ("kubernetes.io/arch", options.Machine.Architecture),
            ("beta.kubernetes.io/os", options.Machine.OperatingSystem),
            ("beta.kubernetes.io/arch", options.Machine.Architecture),
        ])
        {
            labels = labels.With(name, value);
        }
        return labels;
    }

    private static ValueList<NodeCondition> Conditions(ValueList<NodeCondition> old, DateTimeOffset now) =>
    [
        Keep(
            old, "MemoryPressure", "False", "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available", now),
        Keep(old, "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
        Keep(old, "PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
        Keep(old, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now),
    ];

    private static NodeCondition Keep(
        ValueList<NodeCondition> old, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = old.FirstOrDefault(c => c.Type == type);
        return new()
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastHeartbeatTime = now,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
        };
    }
}
