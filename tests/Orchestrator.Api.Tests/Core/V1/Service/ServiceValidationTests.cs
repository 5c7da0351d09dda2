using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class ServiceValidationTests
{
    private static readonly Service Old = Stored();

    public static TheoryData<Broken<Service>> Rows =>
    [
        Spec("type", s => s with { Type = "Magic" },
            """spec.type: Unsupported value: "Magic": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort" """),
        Spec("no ports", s => s with { Ports = [] }, "spec.ports: Required value"),
        Spec("port without name", s => s with { Ports = [new() { Port = 80 }, new() { Name = "b", Port = 81 }] },
            "spec.ports[0].name: Required value"),
        Spec("port twice", s => s with { Ports = [new() { Name = "a", Port = 80 }, new() { Name = "b", Port = 80 }] },
            """spec.ports[1]: Duplicate value: {"protocol":"TCP","port":80,"targetPort":0} """),
        Spec("port name twice", s => s with { Ports = [new() { Name = "a", Port = 80 }, new() { Name = "a", Port = 81 }] },
            """spec.ports[1].name: Duplicate value: "a" """),
        Spec("node port twice", s => s with { Type = "NodePort", Ports = [new() { Name = "a", Port = 80, NodePort = 30000 }, new() { Name = "b", Port = 81, NodePort = 30000 }] },
            "spec.ports[1].nodePort: Duplicate value: 30000"),
        Spec("the kubelet's port", s => s with { Type = "LoadBalancer", Ports = [new() { Port = 10250 }] },
            "spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet"),
        Spec("external ip that is none", s => s with { ExternalIPs = ["x"] },
            """spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"""),
        Spec("external ip of oneself", s => s with { ExternalIPs = ["127.0.0.1"] },
            """spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)"""),
        Spec("load balancer class elsewhere", s => s with { LoadBalancerClass = "a b" },
            "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"),
        Spec("node ports of a load balancer elsewhere", s => s with { AllocateLoadBalancerNodePorts = true },
            "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'"),
        Spec("three addresses", s => s with { ClusterIP = "10.0.0.1", ClusterIPs = ["10.0.0.1", "fd00::1", "10.0.0.2"] },
            """spec.clusterIPs: Invalid value: ["10.0.0.1","fd00::1","10.0.0.2"]: may only hold up to 2 values""",
            """spec.clusterIPs: Invalid value: ["10.0.0.1","fd00::1","10.0.0.2"]: may specify no more than one IP for each IP family"""),
        Annotated("topology", "metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: \"a\": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified",
            ("service.kubernetes.io/topology-mode", "a"), ("service.kubernetes.io/topology-aware-hints", "b")),
        Annotated("annotated source ranges", "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Forbidden: may only be used when `type` is 'LoadBalancer'",
            ("service.beta.kubernetes.io/load-balancer-source-ranges", " ")),
        Spec("port number", s => s with { Ports = [new() { Port = 0, TargetPort = 1 }] },
            "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive"),
        Spec("target port", s => s with { Ports = [new() { Port = 80, TargetPort = "Web" }] },
            """spec.ports[0].targetPort: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"""),
        Spec("node port of a cluster ip", s => s with { Ports = [new() { Port = 80, NodePort = 30080 }] },
            "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
        Spec("cluster ip", s => s with { ClusterIP = "nowhere" },
            """spec.clusterIPs[0]: Invalid value: "nowhere": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"""),
        Spec("cluster ips that differ", s => s with { ClusterIP = "10.0.0.1", ClusterIPs = ["10.0.0.2"] },
            """spec.clusterIPs: Invalid value: ["10.0.0.2"]: first value must match `clusterIP`"""),
        Spec("headless node port", s => s with { Type = "NodePort", ClusterIP = "None" },
            """spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services"""),
        Spec("affinity", s => s with { SessionAffinity = "Cookie" },
            """spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None" """),
        Spec("affinity seconds",
            s => s with { SessionAffinity = "ClientIP", SessionAffinityConfig = new() { ClientIP = new() { TimeoutSeconds = 86401 } } },
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400"),
        Spec("external name missing", s => s with { Type = "ExternalName" }, "spec.externalName: Required value"),
        Spec("external name with address", s => s with { Type = "ExternalName", ExternalName = "a.example.com", ClusterIP = "10.0.0.1" },
            "spec.clusterIPs: Forbidden: may not be set for ExternalName services"),
        Spec("external ip", s => s with { ExternalIPs = ["169.254.0.1"] },
            """spec.externalIPs[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)"""),
        Spec("source ranges", s => s with { Type = "LoadBalancer", LoadBalancerSourceRanges = ["10.0.0.0"] },
            """spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"""),
        Spec("external policy inside", s => s with { ExternalTrafficPolicy = "Local" },
            """spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services"""),
        Spec("internal policy", s => s with { InternalTrafficPolicy = "Near" },
            """spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local" """),
        Spec("family", s => s with { IPFamilies = ["IPv5"] },
            """spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6" """),
        Spec("family of address", s => s with { ClusterIP = "10.0.0.1", IPFamilies = ["IPv6"] },
            """spec.clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`"""),
        new("name", s => s with { Metadata = s.Metadata with { Name = "1web" } },
            """metadata.name: Invalid value: "1web": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"""),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Create_OneRuleBroken_SaysWhichAndHow(Broken<Service> row)
    {
        var errors = Samples.Errors(row.Break(Samples.Read<Service>(Samples.Service)));
        Assert.Equal(row.Errors.Select(text => text.TrimEnd()), errors);
    }

    [Fact]
    public void Update_WithoutAddresses_KeepsThem()
    {
        var applied = Samples.Read<Service>(Samples.Service.Replace("80", "81"));
        var updated = Update(applied with { Spec = applied.Spec with { Type = "NodePort" } });
        Assert.Equal("10.96.0.7", updated.Spec.ClusterIP);
        Assert.Equal(["10.96.0.7"], updated.Spec.ClusterIPs);
    }

    [Fact]
    public void Update_NodePortLeftOut_IsKept()
    {
        var applied = Samples.Read<Service>(Samples.Service);
        var updated = Update(applied with { Spec = applied.Spec with { Type = "NodePort" } });
        Assert.Equal(30080, updated.Spec.Ports[0].NodePort);
    }

    [Fact]
    public void Update_ToClusterIP_DropsNodePorts()
    {
        var updated = Update(Old with { Spec = Old.Spec with { Type = "ClusterIP" } });
        Assert.Equal(0, updated.Spec.Ports[0].NodePort);
        Assert.Null(updated.Spec.ExternalTrafficPolicy);
    }

    [Fact]
    public void Update_ToExternalName_DropsAddress()
    {
        var service = Old with { Spec = Old.Spec with { Type = "ExternalName", ExternalName = "a.example.com" } };
        var updated = Update(service);
        Assert.True(string.IsNullOrEmpty(updated.Spec.ClusterIP));
        Assert.Empty(updated.Spec.ClusterIPs);
        Assert.Empty(Samples.UpdateErrors(service, Old));
    }

    [Fact]
    public void Update_OtherClusterIP_IsRefused() => Assert.Equal(
        ["spec.clusterIPs[0]: Invalid value: [\"10.96.0.8\"]: may not change once set"],
        Samples.UpdateErrors(Old with { Spec = Old.Spec with { ClusterIP = "10.96.0.8" } }, Old));

    [Fact]
    public void Update_Status_IsKept()
    {
        var updated = Update(Old with { Status = new ServiceStatus { Conditions = [new Condition { Type = "x" }] } });
        Assert.Empty(updated.Status.Conditions);
    }

    [Fact]
    public void Status_IngressOfNoLoadBalancer_IsForbidden()
    {
        var status = new ServiceStatus { LoadBalancer = new() { Ingress = [new() { IP = "1.2.3.4", IPMode = "VIP" }] } };
        Assert.Equal(
            ["status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"],
            Samples.StatusErrors(Old with { Status = status }, Old));
    }

    private static Service Update(Service service)
    {
        var kind = Samples.Kind("services");
        return (Service)kind.PrepareForUpdate(kind.Default(service), Old);
    }

    private static Service Stored()
    {
        var service = Samples.Read<Service>(Samples.Service);
        service = Samples.Created(service with { Spec = service.Spec with { Type = "NodePort" } });
        return service with
        {
            Spec = service.Spec with
            {
                ClusterIP = "10.96.0.7",
                ClusterIPs = ["10.96.0.7"],
                Ports = [service.Spec.Ports[0] with { NodePort = 30080 }],
            },
        };
    }

    private static Broken<Service> Annotated(string name, string error, params (string, string)[] annotations) => new(
        name,
        service => service with { Metadata = service.Metadata with { Annotations = ValueMap.Of(annotations) } }, error);

    private static Broken<Service> Spec(string name, Func<ServiceSpec, ServiceSpec> change, params string[] errors) =>
        new(name, service => service with { Spec = change(service.Spec) }, errors);
}
