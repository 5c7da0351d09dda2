using Orchestrator.ApiServer.Discovery;
using Orchestrator.Testing;

namespace Orchestrator.ApiServer.Tests.Discovery;

public class DiscoveryDocumentsTests
{
    private readonly DiscoveryDocuments _documents = new(ResourceTable.BuiltIn);

    [Fact]
    public void Documents_AreAsClientsKnowThem()
    {
        Golden.Json("api.json", _documents.CoreVersions("127.0.0.1:6443").Utf8.Span);
        Golden.Json("apis.json", _documents.GroupList().Utf8.Span);
        Golden.Json("api-v1.json", _documents.Resources("v1")!.Utf8.Span);
        Golden.Json("apis-apps-v1.json", _documents.Resources("apps/v1")!.Utf8.Span);
        Golden.Json("aggregated-api-v2.json", _documents.Aggregated(core: true, "v2").Utf8.Span);
        Golden.Json("aggregated-apis-v2beta1.json", _documents.Aggregated(core: false, "v2beta1").Utf8.Span);
    }

    [Fact]
    public void UnknownGroupOrVersion_HasNone()
    {
        Assert.Null(_documents.Group("nowhere"));
        Assert.Null(_documents.Group(""));
        Assert.Null(_documents.Resources("apps/v9"));
    }
}
