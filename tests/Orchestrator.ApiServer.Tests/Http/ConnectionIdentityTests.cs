using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Testing;

namespace Orchestrator.ApiServer.Tests.Http;

public sealed class ConnectionIdentityTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _frontProxies;
    private readonly ConnectionIdentity _identity;

    public ConnectionIdentityTests()
    {
        _authority = CertificateIssuer.Authority("kubernetes", _time.GetUtcNow(), TimeSpan.FromDays(10));
        _frontProxies = CertificateIssuer.Authority("front-proxy-ca", _time.GetUtcNow(), TimeSpan.FromDays(10));
        _identity = new(new(_authority, _time), new(_frontProxies, _time), null, _time);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _frontProxies.Dispose();
    }

    [Fact]
    public async Task CertificateThatEnds_WhileItsConnectionIsOpen_CountsNoMore()
    {
        using var certificate = CertificateIssuer.Client(
            _authority, "system:node:n", ["system:nodes"], _time.GetUtcNow(), TimeSpan.FromHours(1));
        Assert.Equal("system:node:n", (await _identity.OfAsync(Over(certificate))).User.Name);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("system:node:n", (await _identity.OfAsync(Over(certificate))).User.Name);
        _time.Advance(TimeSpan.FromMinutes(2));

        var refused = await Assert.ThrowsAsync<StatusException>(
            async () => await _identity.OfAsync(Over(certificate)));
        Assert.Equal(401, refused.Code);
    }

    [Fact]
    public async Task FrontProxysCertificate_EndsToo()
    {
        using var certificate = CertificateIssuer.Client(
            _frontProxies, RequestHeaders.ProxyName, [], _time.GetUtcNow(), TimeSpan.FromHours(1));
        Assert.True((await _identity.OfAsync(Over(certificate, ("X-Remote-User", "jane")))).IsFrontProxy);

        _time.Advance(TimeSpan.FromMinutes(61));

        await Assert.ThrowsAsync<StatusException>(
            async () => await _identity.OfAsync(Over(certificate, ("X-Remote-User", "jane"))));
    }

    private static DefaultHttpContext Over(X509Certificate2 certificate, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature { ClientCertificate = certificate });
        foreach (var (name, value) in headers)
            http.Request.Headers[name] = value;
        return http;
    }
}
