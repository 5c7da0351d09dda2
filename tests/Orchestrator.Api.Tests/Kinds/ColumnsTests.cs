using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Tests.Kinds;

public class ColumnsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "pods", "IP", """{"status":{"podIP":"10.0.0.9","podIPs":[{"ip":"10.0.0.1"},{"ip":"::1"}]}}""", "10.0.0.1" },
        { "pods", "Readiness Gates", """{"spec":{"readinessGates":[{"conditionType":"a"},{"conditionType":"b"}]},"status":{"conditions":[{"type":"a","status":"True"}]}}""", "1/2" },
        { "services", "Cluster-IP", """{"spec":{"clusterIP":"None","clusterIPs":["None"]}}""", "None" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer"}}""", "<pending>" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer","externalIPs":["9.9.9.9"]},"status":{"loadBalancer":{"ingress":[{"ip":"2.2.2.2"},{"hostname":"a.b"}]}}}""", "2.2.2.2,a.b,9.9.9.9" },
        { "services", "External-IP", """{"spec":{"type":"ExternalName","externalName":"a.b"}}""", "a.b" },
        { "services", "External-IP", """{"spec":{"type":"ClusterIP","externalIPs":["1.1.1.1","1.1.1.2"]}}""", "1.1.1.1,1.1.1.2" },
        { "services", "Port(s)", """{"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080},{"port":53,"protocol":"UDP"}]}}""", "80:30080/TCP,53/UDP" },
        { "services", "Port(s)", """{"spec":{}}""", "<none>" },
        { "nodes", "Status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", "Ready" },
        { "nodes", "Status", """{"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}""", "NotReady,SchedulingDisabled" },
        { "nodes", "Roles", """{"metadata":{"labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/control-plane":"","kubernetes.io/role":"x"}}}""", "control-plane,worker,x" },
        { "nodes", "Internal-IP", """{"status":{"addresses":[{"type":"Hostname","address":"n"},{"type":"InternalIP","address":"10.0.0.1"}]}}""", "10.0.0.1" },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"1.1.1.2"},{"ip":"1.1.1.3"},{"ip":"::1"}],"ports":[{"port":80}]}]}""", "1.1.1.1:80,1.1.1.2:80,1.1.1.3:80 + 1 more..." },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"}]}]}""", "1.1.1.1" },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"::1"}],"ports":[{"port":80}]}]}""", "[::1]:80" },
        { "endpoints", "Endpoints", """{}""", "<none>" },
        { "endpointslices", "Endpoints", """{"endpoints":[{"addresses":["1.1.1.1"]},{"addresses":["1.1.1.2"]},{"addresses":["1.1.1.3"]},{"addresses":["1.1.1.4"]}]}""", "1.1.1.1,1.1.1.2,1.1.1.3 + 1 more..." },
        { "endpointslices", "Endpoints", """{}""", "<unset>" },
        { "endpointslices", "Ports", """{"ports":[{"port":80},{"name":"a"},{}]}""", "80,a,*" },
        { "events", "Last Seen", """{"firstTimestamp":"1970-01-01T23:00:00Z","lastTimestamp":"1970-01-01T23:59:00Z","count":7}""", "60s" },
        { "events", "Last Seen", """{"eventTime":"1970-01-01T23:58:00.000000Z"}""", "2m" },
        { "events", "Last Seen", """{"series":{"count":3,"lastObservedTime":"1970-01-01T23:59:50.000000Z"}}""", "10s" },
        { "events", "Count", """{"series":{"count":3}}""", "3" },
        { "events", "Count", """{}""", "1" },
        { "events", "Source", """{"source":{"component":"kubelet","host":"n"}}""", "kubelet, n" },
        { "events", "Source", """{"reportingComponent":"scheduler","reportingInstance":"s-1"}""", "scheduler, s-1" },
        { "events", "Message", """{"message":" late \n"}""", "late" },
        { "deployments", "Ready", """{"spec":{"replicas":3},"status":{"readyReplicas":2}}""", "2/3" },
        { "deployments", "Selector", """{"spec":{"selector":{"matchLabels":{"b":"1"},"matchExpressions":[{"key":"a","operator":"NotIn","values":["y","x"]},{"key":"c","operator":"Exists"},{"key":"d","operator":"DoesNotExist"}]}}}""", "a notin (x,y),b=1,c,!d" },
        { "replicasets", "Images", """{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"x:1"},{"name":"b","image":"y"}]}}}}""", "x:1,y" },
        { "configmaps", "Data", """{"data":{"a":"1","b":"2"},"binaryData":{"c":""}}""", "3" },
        { "certificatesigningrequests", "Condition", """{}""", "Pending" },
        { "certificatesigningrequests", "Condition", """{"status":{"conditions":[{"type":"Approved","status":"True"}],"certificate":"AQ=="}}""", "Approved,Issued" },
        { "certificatesigningrequests", "Condition", """{"status":{"conditions":[{"type":"Approved","status":"True"},{"type":"Failed","status":"True"}]}}""", "Approved,Failed" },
        { "certificatesigningrequests", "Condition", """{"status":{"conditions":[{"type":"Denied","status":"True"}]}}""", "Denied" },
        { "certificatesigningrequests", "RequestedDuration", """{"spec":{"expirationSeconds":86400}}""", "24h" },
        { "certificatesigningrequests", "RequestedDuration", """{}""", "<none>" },
        { "certificatesigningrequests", "SignerName", """{"spec":{"signerName":"a.b/c"}}""", "a.b/c" },
        { "leases", "Holder", """{}""", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Cell_SaysWhatKubectlPrints(string plural, string column, string json, string expected)
    {
        var kind = Samples.Kind(plural);
        var value = kind.ReadJson(System.Text.Encoding.UTF8.GetBytes(json));
        var cell = kind.Columns.Single(c => c.Name == column).Cell(value, Now);
        Assert.Equal((json, expected), (json, $"{cell}"));
    }

    [Fact]
    public void NameAndAge_OfKindsWithoutColumns() => Assert.Equal(
        ["Name string name", "Age date "],
        PrinterColumn.NameAndAge.Select(column => $"{column.Name} {column.Type} {column.Format}"));
}
