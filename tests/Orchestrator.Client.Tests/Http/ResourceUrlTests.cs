using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client.Http;

namespace Orchestrator.Client.Tests.Http;

public class ResourceUrlTests
{
    [Fact]
    public void Objects_HaveKubernetesPaths()
    {
        Assert.Equal(
            "/api/v1/namespaces/a/pods/b/status", ResourceUrl.Object(ApiKinds.Of<Pod>(), new("a", "b"), "status"));
        Assert.Equal(
            "/apis/apps/v1/namespaces/a/deployments/b", ResourceUrl.Object(ApiKinds.Of<Deployment>(), new("a", "b")));
        Assert.Equal("/api/v1/nodes/n", ResourceUrl.Object(ApiKinds.Of<Node>(), new("", "n")));
        Assert.Equal("/apis/apps/v1/deployments", ResourceUrl.Collection(ApiKinds.Of<Deployment>(), null));
    }

    [Fact]
    public void Names_CannotLeaveTheirPart() => Assert.Equal(
        "/api/v1/nodes/a%2F..%2Fb%3Fc", ResourceUrl.Object(ApiKinds.Of<Node>(), new("", "a/../b?c")));

    [Fact]
    public void ObjectOfANamespace_NeedsOne() =>
        Assert.Throws<StatusException>(() => ResourceUrl.Object(ApiKinds.Of<Pod>(), new("", "b")));

    [Fact]
    public void ListQuery_IsKubernetesOwn()
    {
        var query = new ListQuery
        {
            Namespace = "a",
            LabelSelector = "x in (y,z)",
            Limit = 500,
            Continue = "t+/=",
            ResourceVersion = "7",
            ResourceVersionMatch = "Exact",
        };
        Assert.Equal(
            "/api/v1/namespaces/a/pods?labelSelector=x%20in%20%28y%2Cz%29&limit=500&continue=t%2B%2F%3D"
            + "&resourceVersion=7&resourceVersionMatch=Exact",
            ResourceUrl.List(ApiKinds.Of<Pod>(), query));
    }

    [Fact]
    public void InitialEvents_AskForTheMatchThatGoesWithThem() => Assert.Equal(
        "/api/v1/pods?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan",
        ResourceUrl.Watch(ApiKinds.Of<Pod>(), new WatchQuery { SendInitialEvents = true }));
}
