using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Tests.Http.Routing;

public class ResourcePathTests
{
    [Theory]
    [InlineData("/api/v1/pods", "v1", "", "pods", "", "")]
    [InlineData("/api/v1/namespaces", "v1", "", "namespaces", "", "")]
    [InlineData("/api/v1/namespaces/a", "v1", "", "namespaces", "a", "")]
    [InlineData("/api/v1/namespaces/a/status", "v1", "", "namespaces", "a", "status")]
    [InlineData("/api/v1/namespaces/a/finalize", "v1", "", "namespaces", "a", "finalize")]
    [InlineData("/api/v1/namespaces/a/pods", "v1", "a", "pods", "", "")]
    [InlineData("/api/v1/namespaces/a/pods/b", "v1", "a", "pods", "b", "")]
    [InlineData("/api/v1/namespaces/a/pods/b/log", "v1", "a", "pods", "b", "log")]
    [InlineData("/api/v1/nodes/n/status", "v1", "", "nodes", "n", "status")]
    [InlineData("/apis/apps/v1/deployments", "apps/v1", "", "deployments", "", "")]
    [InlineData("/apis/apps/v1/namespaces/a/deployments/d/scale", "apps/v1", "a", "deployments", "d", "scale")]
    public void Path_IsTakenApart(
        string path, string apiVersion, string ns, string resource, string name, string subresource)
    {
        Assert.True(ResourcePath.TryParse(path, out var parsed));
        Assert.Equal(new ResourcePath(apiVersion, ns, resource, name, subresource), parsed);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/api/v1//pods")]
    [InlineData("/api/v1/pods/")]
    [InlineData("/api/v1/namespaces/a/pods/b/c/d")]
    [InlineData("/version")]
    public void OtherPath_IsNoResource(string path) => Assert.False(ResourcePath.TryParse(path, out _));

    [Theory]
    [InlineData(null, nameof(Representation.Object))]
    [InlineData("*/*", nameof(Representation.Object))]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", nameof(Representation.Object))]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", nameof(Representation.Table))]
    [InlineData("application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json", nameof(Representation.Object))]
    [InlineData("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", nameof(Representation.Metadata))]
    public void Accept_ChoosesTheFirstServed(string? accept, string form) =>
        Assert.Equal(form, MediaTypes.Negotiate(accept).ToString());
}
