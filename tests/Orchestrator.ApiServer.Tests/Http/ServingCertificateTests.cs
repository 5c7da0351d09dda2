using Orchestrator.Testing;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>The API's port while its certificate is renewed.</summary>
public sealed class ServingCertificateTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Path = "/api/v1/namespaces/default";

    [Fact]
    public async Task Renewed_NewConnectionsAreShownTheNext_AndKeptOnesGoOn()
    {
        using var kept = await OpenAsync();
        Assert.Equal(200, await kept.GetAsync(Path));

        Assert.Null(server.Certificates.Serving.Renew());

        using var next = await OpenAsync();
        Assert.Equal(server.Certificates.Server.GetSerialNumberString(), next.Shown);
        Assert.NotEqual(kept.Shown, next.Shown);
        Assert.Equal(200, await next.GetAsync(Path));
        Assert.Equal(200, await kept.GetAsync(Path));
        Assert.Empty(server.Failures);
    }

    private Task<KeptConnection> OpenAsync() =>
        KeptConnection.OpenAsync(server.Admin.BaseAddress!, server.Certificates.Admin);
}
