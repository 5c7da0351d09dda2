using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Tests.Http.Certificates;

/// <summary>Who may say for whom they speak, and that nobody else is believed.</summary>
public sealed class RequestHeadersTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Nodes = "/api/v1/nodes";

    [Fact]
    public async Task FrontProxy_SpeaksForTheUserItNames()
    {
        using var proxy = server.Client(server.Certificates.FrontProxyClient);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(proxy, "someone", "system:masters"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(proxy, "someone", "nobodies"));
    }

    [Fact]
    public async Task FrontProxy_ThatNamesNobody_IsNobody()
    {
        using var proxy = server.Client(server.Certificates.FrontProxyClient);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(proxy));
    }

    [Fact]
    public async Task HeadersWithoutACertificate_AreIgnored() =>
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server.Anonymous, "admin", "system:masters"));

    [Fact]
    public async Task HeadersWithAnOrdinaryCertificate_AreIgnored()
    {
        using var user = server.Client(server.CertificateFor("jane", "developers"));

        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(user, "admin", "system:masters"));
    }

    [Fact]
    public async Task HeadersOfAnAdministrator_DoNotLowerIt() =>
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server.Admin, "nobody"));

    [Fact]
    public async Task TheProxysName_FromTheClustersAuthority_IsNoProxy()
    {
        using var impostor = server.Client(server.CertificateFor("front-proxy-client"));

        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(impostor, "admin", "system:masters"));
    }

    [Fact]
    public async Task AnotherName_FromTheProxysAuthority_IsNobody()
    {
        using var certificate = CertificateIssuer.Client(
            server.Certificates.FrontProxyAuthority, "someone-else", [], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var other = server.Client(certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(other, "admin", "system:masters"));
    }

    [Fact]
    public async Task TheProxysName_FromAStrangersAuthority_IsNobody()
    {
        using var authority = CertificateIssuer.Authority("front-proxy-ca", DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var certificate = CertificateIssuer.Client(
            authority, "front-proxy-client", [], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var stranger = server.Client(certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(stranger, "admin", "system:masters"));
    }

    [Fact]
    public void Proxy_ThatSendsGroupsInHeadersOfTheirOwn_IsHeardToo()
    {
        var headers = new HeaderDictionary
        {
            ["X-Remote-User"] = "jane, the second",
            ["X-Remote-Group"] = new(["a,b", "c%20d"]),
            ["X-Remote-Extra-Scopes%2fAll"] = new(["x", "y"]),
        };

        var user = RequestHeaders.Read(headers)!;

        Assert.Equal("jane, the second", user.Name);
        Assert.Equal(["a,b", "c%20d", UserIdentity.AuthenticatedGroup], user.Groups);
        Assert.Equal(["x", "y"], user.Extra["scopes/all"]);
    }

    public static TheoryData<string, UserIdentity> Identities { get; } = new()
    {
        { "nobody", UserIdentity.Anonymous },
        { "an administrator", UserIdentity.Of("admin", UserIdentity.MastersGroup) },
        { "names of all kinds", UserIdentity.Of("Jürgen O'Neil ", "a,system:masters", " b c", "d%2C", "e\r\nf") },
        {
            "everything",
            UserIdentity.Of("jane") with
            {
                Uid = "u-1",
                Extra = ValueMap.Of<ValueList<string>>(("scopes/all", ["x,y", "z"]), ("key%", ["1"])),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void Identity_ComesOverAsItWas(string name, UserIdentity user)
    {
        Assert.True(name.Length > 0);
        var headers = new HeaderDictionary { ["Orchestrator-Forwarded-By"] = "10.0.0.1:6443" };
        foreach (var (header, value) in RequestHeaders.Of(user))
        {
            Assert.All(value, c => Assert.True(c is > ' ' and < (char)127));
            headers.Add(header, value);
        }

        Assert.Equal(user, RequestHeaders.Read(headers));
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string? user = null, string? group = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Nodes);
        if (user is not null)
            request.Headers.Add("X-Remote-User", user);
        if (group is not null)
            request.Headers.Add("X-Remote-Group", group);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
