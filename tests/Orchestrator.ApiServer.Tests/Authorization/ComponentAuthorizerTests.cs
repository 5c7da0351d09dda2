using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Authorization;

public class ComponentAuthorizerTests
{
    private static readonly UserIdentity Bootstrapper = UserIdentity.Of(
        "system:bootstrap:abcdef", BootstrapTokenSecret.DefaultGroup, BootstrapTokenSecret.NodeGroup);

    private static readonly IAuthorizer Authorizer = new SimulatedServer().Core.Authorizer;

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
        { "bootstrapper asks for certificates", Bootstrapper, RequestVerb.Create, "certificates.k8s.io", "certificatesigningrequests", "", true },
        { "bootstrapper watches requests", Bootstrapper, RequestVerb.Watch, "certificates.k8s.io", "certificatesigningrequests", "", true },
        { "bootstrapper approves nothing", Bootstrapper, RequestVerb.Update, "certificates.k8s.io", "certificatesigningrequests", "approval", false },
        { "bootstrapper looks whether its name is taken", Bootstrapper, RequestVerb.Get, "", "nodes", "", true },
        { "bootstrapper creates no nodes", Bootstrapper, RequestVerb.Create, "", "nodes", "", false },
        { "bootstrapper reads no secrets", Bootstrapper, RequestVerb.List, "", "secrets", "", false },
        { "bootstrapper without the nodes' group asks for nothing", UserIdentity.Of("system:bootstrap:abcdef", BootstrapTokenSecret.DefaultGroup), RequestVerb.Create, "certificates.k8s.io", "certificatesigningrequests", "", false },
        { "anonymous sees nothing", UserIdentity.Anonymous, RequestVerb.List, "", "pods", "", false },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Access_IsAsEachComponentNeeds(
        string name, UserIdentity user, RequestVerb verb, string group, string resource, string subresource, bool allowed)
    {
        Assert.NotEmpty(name);
        var access = new ResourceAccess(user, verb, group, resource, subresource, "default", "x");
        Assert.Equal(allowed, Authorizer.Allows(access));
    }

    [Theory]
    [InlineData("/version", true)]
    [InlineData("/healthz", true)]
    [InlineData("/readyz/store", true)]
    [InlineData("/readyzz", false)]
    [InlineData("/api", false)]
    [InlineData("/metrics", false)]
    public void Anonymous_SeesHealthAndVersionOnly(string path, bool allowed) =>
        Assert.Equal(allowed, Authorizer.AllowsPath(UserIdentity.Anonymous, "get", path));

    [Theory]
    [InlineData("kube-public", "cluster-info", RequestVerb.Get, true)]
    [InlineData("kube-public", "cluster-info", RequestVerb.Watch, false)]
    [InlineData("kube-public", "cluster-info", RequestVerb.Update, false)]
    [InlineData("kube-public", "other", RequestVerb.Get, false)]
    [InlineData("kube-system", "cluster-info", RequestVerb.Get, false)]
    public void Anonymous_ReadsClusterInfoAlone(string ns, string name, RequestVerb verb, bool allowed)
    {
        foreach (var user in (UserIdentity[])[UserIdentity.Anonymous, Bootstrapper])
            Assert.Equal(allowed, Authorizer.Allows(new(user, verb, "", "configmaps", "", ns, name)));
    }

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
}
