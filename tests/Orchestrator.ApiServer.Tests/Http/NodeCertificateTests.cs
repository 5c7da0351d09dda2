using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>A node's certificate in the hands of somebody else, over HTTPS.</summary>
public class NodeCertificateTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

    public static TheoryData<string, string, string?, int, string> Rows => new()
    {
        { "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1", null, 200, "" },
        { "GET", "/api/v1/nodes?fieldSelector=metadata.name%3Dn1", null, 200, "" },
        { "GET", "/api/v1/pods", null, 403, "pods is forbidden: User \"system:node:n1\" cannot list resource \"pods\" in API group \"\" at the cluster scope: can only list/watch pods with spec.nodeName field selector" },
        { "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn2", null, 403, "pods is forbidden: User \"system:node:n1\" cannot list resource \"pods\" in API group \"\" at the cluster scope: can only list/watch pods with spec.nodeName field selector" },
        { "GET", "/api/v1/pods?watch=true&fieldSelector=spec.nodeName%21%3Dn2", null, 403, "pods is forbidden: User \"system:node:n1\" cannot watch resource \"pods\" in API group \"\" at the cluster scope: can only list/watch pods with spec.nodeName field selector" },
        { "GET", "/api/v1/secrets", null, 403, "secrets is forbidden: User \"system:node:n1\" cannot list resource \"secrets\" in API group \"\" at the cluster scope: can only read namespaced object of this type" },
        { "POST", Leases, """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n2"}}""", 403, "leases.coordination.k8s.io \"n2\" is forbidden: can only access node lease with the same name as the requesting node" },
        { "PUT", Leases + "/n3", """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n3"}}""", 403, "leases.coordination.k8s.io \"n3\" is forbidden: User \"system:node:n1\" cannot update resource \"leases\" in API group \"coordination.k8s.io\" in the namespace \"kube-node-lease\": can only access node lease with the same name as the requesting node" },
        { "POST", "/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n2"}}""", 403, "nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"" },
        { "POST", "/api/v1/nodes", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"node-role.kubernetes.io/control-plane":""}}}""", 403, "nodes \"n1\" is forbidden: node \"n1\" is not allowed to set the following labels: node-role.kubernetes.io/control-plane" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Node_IsHeldToItsOwn(string method, string path, string? body, int code, string message)
    {
        using var certificate = server.CertificateFor("system:node:n1", "system:nodes");
        using var node = server.Client(certificate);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await node.SendAsync(request);

        Assert.Equal((path, code), (path, (int)response.StatusCode));
        if (message.Length > 0)
            Assert.Equal(message, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]);
    }
}
