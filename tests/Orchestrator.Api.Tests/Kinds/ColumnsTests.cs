using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Tests.Kinds;

public class ColumnsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "pods", "IP", """{"status":{"podIP":"10.0.0.9","podIPs":[{"ip":"10.0.0.9"},{"ip":"::1"}]}}""", "10.0.0.9" },
        { "pods", "IP", """{"status":{"podIPs":[{"ip":"10.0.0.1"},{"ip":"::1"}]}}""", "10.0.0.1" },
        { "pods", "IP", """{}""", "<none>" },
        { "pods", "Node", """{"spec":{"nodeName":"n"}}""", "n" },
        { "pods", "Node", """{}""", "<none>" },
        { "pods", "Nominated Node", """{"status":{"nominatedNodeName":"n"}}""", "n" },
        { "pods", "Nominated Node", """{}""", "<none>" },
        { "pods", "Readiness Gates", """{}""", "<none>" },
        { "pods", "Readiness Gates", """{"spec":{"readinessGates":[{"conditionType":"a"}]},"status":{"conditions":[{"type":"a","status":"False"},{"type":"a","status":"True"}]}}""", "0/1" },
        { "pods", "Age", """{}""", "<unknown>" },
        { "pods", "Age", """{"metadata":{"creationTimestamp":"1970-01-01T23:55:00Z"}}""", "5m" },
        { "pods", "Age", """{"metadata":{"creationTimestamp":"1970-01-02T00:00:01Z"}}""", "0s" },
        { "pods", "Age", """{"metadata":{"creationTimestamp":"1970-01-02T00:00:02Z"}}""", "<invalid>" },
        { "pods", "Readiness Gates", """{"spec":{"readinessGates":[{"conditionType":"a"},{"conditionType":"b"}]},"status":{"conditions":[{"type":"a","status":"True"}]}}""", "1/2" },
        { "services", "Cluster-IP", """{"spec":{"clusterIP":"None","clusterIPs":["None"]}}""", "None" },
        { "services", "Cluster-IP", """{"spec":{"type":"ExternalName"}}""", "<none>" },
        { "services", "Cluster-IP", """{"spec":{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1","fd00::1"]}}""", "10.0.0.1" },
        { "services", "External-IP", """{}""", "<unknown>" },
        { "services", "External-IP", """{"spec":{"type":"NodePort"}}""", "<none>" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer"}}""", "<pending>" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer","externalIPs":["9.9.9.9"]}}""", "9.9.9.9" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"3.3.3.3","hostname":"x"},{"ip":"2.2.2.2"},{"ip":"2.2.2.2"},{}]}}}""", "2.2.2.2,3.3.3.3" },
        { "services", "Selector", """{"spec":{"selector":{"b":"2","a":"1"}}}""", "a=1,b=2" },
        { "services", "Selector", """{}""", "<none>" },
        { "services", "External-IP", """{"spec":{"type":"LoadBalancer","externalIPs":["9.9.9.9"]},"status":{"loadBalancer":{"ingress":[{"ip":"2.2.2.2"},{"hostname":"a.b"}]}}}""", "2.2.2.2,a.b,9.9.9.9" },
        { "services", "External-IP", """{"spec":{"type":"ExternalName","externalName":"a.b"}}""", "a.b" },
        { "services", "External-IP", """{"spec":{"type":"ClusterIP","externalIPs":["1.1.1.1","1.1.1.2"]}}""", "1.1.1.1,1.1.1.2" },
        { "services", "Port(s)", """{"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080},{"port":53,"protocol":"UDP"}]}}""", "80:30080/TCP,53/UDP" },
        { "services", "Port(s)", """{"spec":{}}""", "<none>" },
        { "nodes", "Status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", "Ready" },
        { "nodes", "Status", """{"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}""", "NotReady,SchedulingDisabled" },
        { "nodes", "Status", """{}""", "Unknown" },
        { "nodes", "Status", """{"spec":{"unschedulable":true}}""", "Unknown,SchedulingDisabled" },
        { "nodes", "Status", """{"status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Ready","status":"False"}]}}""", "NotReady" },
        { "nodes", "Roles", """{}""", "<none>" },
        { "nodes", "Roles", """{"metadata":{"labels":{"node-role.kubernetes.io/":"x","kubernetes.io/role":"","node-role.kubernetes.io/a":"","other":"y"}}}""", "a" },
        { "nodes", "Version", """{"status":{"nodeInfo":{"kubeletVersion":"v1.32.0"}}}""", "v1.32.0" },
        { "nodes", "External-IP", """{"status":{"addresses":[{"type":"ExternalIP","address":"1.2.3.4"},{"type":"ExternalIP","address":"1.2.3.5"}]}}""", "1.2.3.4" },
        { "nodes", "External-IP", """{}""", "<none>" },
        { "nodes", "OS-Image", """{}""", "<unknown>" },
        { "nodes", "Kernel-Version", """{}""", "<unknown>" },
        { "nodes", "Container-Runtime", """{"status":{"nodeInfo":{"containerRuntimeVersion":"process://1"}}}""", "process://1" },
        { "nodes", "Roles", """{"metadata":{"labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/control-plane":"","kubernetes.io/role":"x"}}}""", "control-plane,worker,x" },
        { "nodes", "Internal-IP", """{"status":{"addresses":[{"type":"Hostname","address":"n"},{"type":"InternalIP","address":"10.0.0.1"}]}}""", "10.0.0.1" },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"1.1.1.2"},{"ip":"1.1.1.3"},{"ip":"::1"}],"ports":[{"port":80}]}]}""", "1.1.1.1:80,1.1.1.2:80,1.1.1.3:80 + 1 more..." },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"}]}]}""", "1.1.1.1" },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"::1"}],"ports":[{"port":80}]}]}""", "[::1]:80" },
        { "endpoints", "Endpoints", """{}""", "<none>" },
        { "endpoints", "Endpoints", """{"subsets":[{"notReadyAddresses":[{"ip":"1.1.1.1"}],"ports":[{"port":80}]}]}""", "" },
        { "endpoints", "Endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"1.1.1.2"}],"ports":[{"name":"a","port":80},{"name":"b","port":81}]},{"addresses":[{"ip":"1.1.1.3"}],"ports":[{"port":80}]}]}""", "1.1.1.1:80,1.1.1.2:80,1.1.1.1:81 + 2 more..." },
        { "endpointslices", "Endpoints", """{"endpoints":[{"addresses":["1.1.1.1"]},{"addresses":["1.1.1.2"]},{"addresses":["1.1.1.3"]},{"addresses":["1.1.1.4"]}]}""", "1.1.1.1,1.1.1.2,1.1.1.3 + 1 more..." },
        { "endpointslices", "Endpoints", """{}""", "<unset>" },
        { "endpointslices", "Endpoints", """{"endpoints":[{"addresses":["1.1.1.1","1.1.1.2"],"conditions":{"ready":false}}]}""", "1.1.1.1,1.1.1.2" },
        { "endpointslices", "Ports", """{"ports":[{"port":80},{"name":"a"},{}]}""", "80,a,*" },
        { "endpointslices", "Ports", """{"ports":[{"port":1},{"port":2},{"port":3},{"port":4},{"port":5}]}""", "1,2,3 + 2 more..." },
        { "endpointslices", "Ports", """{"ports":[{"name":""}]}""", "<unset>" },
        { "endpointslices", "AddressType", """{"addressType":"IPv6"}""", "IPv6" },
        { "events", "Last Seen", """{"firstTimestamp":"1970-01-01T23:00:00Z","lastTimestamp":"1970-01-01T23:59:00Z","count":7}""", "60s" },
        { "events", "Last Seen", """{"eventTime":"1970-01-01T23:58:00.000000Z"}""", "2m" },
        { "events", "Last Seen", """{"series":{"count":3,"lastObservedTime":"1970-01-01T23:59:50.000000Z"}}""", "10s" },
        { "events", "Last Seen", """{}""", "<unknown>" },
        { "events", "First Seen", """{"firstTimestamp":"1970-01-01T23:00:00Z","eventTime":"1970-01-01T22:00:00.000000Z"}""", "60m" },
        { "events", "Object", """{"involvedObject":{"kind":"ReplicaSet","name":"web"}}""", "replicaset/web" },
        { "events", "Object", """{"involvedObject":{"kind":"Node"}}""", "node" },
        { "events", "Subobject", """{"involvedObject":{"fieldPath":"spec.containers{a}"}}""", "spec.containers{a}" },
        { "events", "Source", """{"source":{"component":"kubelet"},"reportingComponent":"x"}""", "kubelet" },
        { "events", "Source", """{"source":{"host":"n"},"reportingComponent":"x","reportingInstance":"y"}""", "x, n" },
        { "events", "Count", """{"count":7}""", "7" },
        { "events", "Count", """{"count":7,"series":{"count":3}}""", "3" },
        { "events", "Count", """{}""", "1" },
        { "events", "Source", """{"source":{"component":"kubelet","host":"n"}}""", "kubelet, n" },
        { "events", "Source", """{"reportingComponent":"scheduler","reportingInstance":"s-1"}""", "scheduler, s-1" },
        { "events", "Message", """{"message":" late \n"}""", "late" },
        { "deployments", "Ready", """{"spec":{"replicas":3},"status":{"readyReplicas":2}}""", "2/3" },
        { "deployments", "Selector", """{"spec":{"selector":{"matchLabels":{"b":"1"},"matchExpressions":[{"key":"a","operator":"NotIn","values":["y","x"]},{"key":"c","operator":"Exists"},{"key":"d","operator":"DoesNotExist"}]}}}""", "a notin (x,y),b=1,c,!d" },
        { "deployments", "Selector", """{"spec":{"selector":{}}}""", "" },
        { "deployments", "Selector", """{"spec":{"selector":{"matchLabels":{"b":"1"},"matchExpressions":[{"key":"a","operator":"Near"}]}}}""", "<invalid>" },
        { "deployments", "Up-to-date", """{"status":{"updatedReplicas":2}}""", "2" },
        { "deployments", "Available", """{"status":{"availableReplicas":2}}""", "2" },
        { "deployments", "Containers", """{"spec":{"template":{"spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"a"},{"name":"b"}]}}}}""", "a,b" },
        { "replicasets", "Selector", """{"spec":{"selector":{}}}""", "<none>" },
        { "replicasets", "Selector", """{"spec":{"selector":{"matchExpressions":[{"key":"a","operator":"In"}]}}}""", "<error>" },
        { "replicasets", "Selector", """{"spec":{"selector":{"matchExpressions":[{"key":"a","operator":"In","values":["x"]}]}}}""", "a in (x)" },
        { "replicasets", "Desired", """{"spec":{"replicas":3}}""", "3" },
        { "replicasets", "Current", """{"status":{"replicas":2}}""", "2" },
        { "replicasets", "Ready", """{"status":{"readyReplicas":1}}""", "1" },
        { "secrets", "Data", """{"data":{"a":"","b":""}}""", "2" },
        { "secrets", "Type", """{"type":"Opaque"}""", "Opaque" },
        { "serviceaccounts", "Secrets", """{"secrets":[{"name":"a"}]}""", "1" },
        { "namespaces", "Status", """{"status":{"phase":"Active"}}""", "Active" },
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
    public void KindWithoutColumns_ShowsWhenItWasCreated()
    {
        var columns = new BindingKind().Columns;
        Assert.Equal(
            ["Name string name", "Created At date "],
            columns.Select(column => $"{column.Name} {column.Type} {column.Format}"));
        var binding = new Binding { Metadata = new ObjectMeta { Name = "a", CreationTimestamp = Now } };
        Assert.Equal(["a", "1970-01-02T00:00:00Z"], columns.Select(column => column.Cell(binding, Now)));
    }
}
