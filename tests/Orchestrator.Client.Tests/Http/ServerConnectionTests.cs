using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Client.Tests.Http;

public class ServerConnectionTests(ApiOverHttp server) : IClassFixture<ApiOverHttp>
{
    [Fact]
    public async Task Kubeconfig_OpensTheCluster()
    {
        var options = Kubeconfig.Parse(server.AdminKubeconfigText, "/").OptionsFor();
        var found = await server.Client(options).ListAsync<Namespace>(ListQuery.All);
        Assert.Contains(found.Items, item => item.Key.Name == "default");
    }

    [Fact]
    public async Task ServerOfAnotherAuthority_IsNotSpokenTo()
    {
        using var other = CertificateIssuer.Authority("other", DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        var api = server.Client(server.Options() with { Authorities = [other] });
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(() => ListAsync(api));
        Assert.Contains("no trusted connection", error.Message);
    }

    [Fact]
    public async Task ServerOfAnotherName_IsNotSpokenTo()
    {
        var api = server.Client(server.Options() with { ServerName = "elsewhere.example" });
        await Assert.ThrowsAsync<ApiUnreachableException>(() => ListAsync(api));
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_Is401()
    {
        using var other = CertificateIssuer.Authority("other", DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var mine = CertificateIssuer.Client(
            other, "admin", ["system:masters"], DateTimeOffset.UtcNow, TimeSpan.FromHours(1));
        await Is401Async(mine);
    }

    [Fact]
    public async Task ExpiredCertificate_Is401()
    {
        using var expired = ApiOverHttp.ExpiredOf(server.Certificates);
        await Is401Async(expired);
    }

    [Fact]
    public async Task Token_IsReadAgainFromItsFile()
    {
        var path = Path.GetTempFileName();
        var time = new Testing.ManualTime();
        var options = server.Options() with
        {
            ClientCertificate = null,
            Token = BearerToken.FromFile(path, time),
        };
        var api = server.Client(options);
        await File.WriteAllTextAsync(path, "bad\n");
        var refusal = await Assert.ThrowsAsync<StatusException>(() => ListAsync(api));
        Assert.Equal(401, refusal.Code);
        await File.WriteAllTextAsync(path, "good\n");
        time.Advance(TimeSpan.FromMinutes(1));
        await ListAsync(api);
        // A file that is being replaced takes nothing away.
        File.Delete(path);
        time.Advance(TimeSpan.FromMinutes(1));
        await ListAsync(api);
    }

    [Fact]
    public void CredentialsWithoutTls_AreNotSent() => Assert.Throws<ArgumentException>(
        () => new HttpApiClient(new(new Uri("http://127.0.0.1:1")) { Token = BearerToken.Of("secret") }));

    [Fact]
    public async Task NobodyListens_IsUnreachable()
    {
        using var held = new Socket(SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var api = server.Client(server.Options((IPEndPoint)held.LocalEndPoint!));
        await Assert.ThrowsAsync<ApiUnreachableException>(() => ListAsync(api));
    }

    private async Task Is401Async(X509Certificate2 certificate)
    {
        var api = server.Client(server.Options() with { ClientCertificate = () => certificate });
        var refusal = await Assert.ThrowsAsync<StatusException>(() => ListAsync(api));
        Assert.Equal((401, "Unauthorized"), (refusal.Code, refusal.Reason));
    }

    private static Task ListAsync(HttpApiClient api) => api.ListAsync<ConfigMap>(ListQuery.All).AsTask();
}
