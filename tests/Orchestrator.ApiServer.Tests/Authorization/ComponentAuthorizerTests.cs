using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Authorization;

public class ComponentAuthorizerTests
{
    public static TheoryData<string, UserIdentity, RequestVerb, string, string, string, bool> Questions => new()
    {
        { "masters do anything", UserIdentity.ApiServer, RequestVerb.Delete, "apps", "deployments", "", true },
        { "scheduler binds", UserIdentity.Scheduler, RequestVerb.Create, "", "pods", "binding", true },
        { "scheduler watches nodes", UserIdentity.Scheduler, RequestVerb.Watch, "", "nodes", "", true },
        { "scheduler reads no secrets", UserIdentity.Scheduler, RequestVerb.Get, "", "secrets", "", false },
        { "scheduler creates no pods", UserIdentity.Scheduler, RequestVerb.Create, "", "pods", "", false },
        { "proxy watches endpoint slices", UserIdentity.KubeProxy, RequestVerb.Watch, "discovery.k8s.io", "endpointslices", "", true },
        { "proxy writes no services", UserIdentity.KubeProxy, RequestVerb.Update, "", "services", "", false },
        { "node updates pod status", UserIdentity.Node("n"), RequestVerb.Update, "", "pods", "status", true },
        { "node creates events", UserIdentity.Node("n"), RequestVerb.Create, "", "events", "", true },
        { "node deletes no namespaces", UserIdentity.Node("n"), RequestVerb.Delete, "", "namespaces", "", false },
        { "node by name alone is nobody", UserIdentity.Of("system:node:n"), RequestVerb.Get, "", "pods", "", false },
        { "anonymous sees nothing", UserIdentity.Anonymous, RequestVerb.List, "", "pods", "", false },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Access_IsAsEachComponentNeeds(
        string name, UserIdentity user, RequestVerb verb, string group, string resource, string subresource, bool allowed)
    {
        Assert.NotEmpty(name);
        var access = new ResourceAccess(user, verb, group, resource, subresource, "default", "x");
        Assert.Equal(allowed, new ComponentAuthorizer().Allows(access));
    }

    [Theory]
    [InlineData("/version", true)]
    [InlineData("/healthz", true)]
    [InlineData("/readyz/store", true)]
    [InlineData("/readyzz", false)]
    [InlineData("/api", false)]
    [InlineData("/metrics", false)]
    public void Anonymous_SeesHealthAndVersionOnly(string path, bool allowed) =>
        Assert.Equal(allowed, new ComponentAuthorizer().AllowsPath(UserIdentity.Anonymous, "get", path));

    [Fact]
    public void Refusal_IsWordedAsRbacs()
    {
        var server = new SimulatedServer();
        var api = server.Core.ClientFor(UserIdentity.Of("jane"));

        var refused = Assert.Throws<StatusException>(() => server.System.Run(() =>
            api.ListAsync<Pod>(new ListQuery { Namespace = "default" })));

        Assert.Equal(403, refused.Code);
        Assert.Equal(
            "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"",
            refused.Message);
    }

    [Fact]
    public void Node_WritesOnlyItself()
    {
        var server = new SimulatedServer();
        var node = server.Core.ClientFor(UserIdentity.Node("n1"));
        server.System.Run(() => node.CreateAsync(Objects.Node("n1")));
        var pod = server.Create(Objects.Pod("p", node: "n2"));

        var other = Assert.Throws<StatusException>(() => server.System.Run(() => node.CreateAsync(Objects.Node("n2"))));
        var foreign = Assert.Throws<StatusException>(() => server.System.Run(() => node.UpdateStatusAsync(
            pod with { Status = pod.Status with { Phase = "Running" } })));

        Assert.Equal(403, other.Code);
        Assert.Equal(403, foreign.Code);
    }
}
