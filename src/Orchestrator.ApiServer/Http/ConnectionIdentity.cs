using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http;

/// <summary>Who makes a request: whom a front proxy speaks for, its connection's client certificate's subject, a bearer
/// token's owner, or nobody known.</summary>
internal sealed class ConnectionIdentity(
    ClientCertificateAuthenticator certificates, ClientCertificateAuthenticator frontProxies,
    ITokenAuthenticator? tokens,
    TimeProvider time)
{
    private const string Bearer = "Bearer ";

    // The certificate object lives as long as its connection; its chain is checked once, its end at each request.
    private readonly ConditionalWeakTable<X509Certificate2, Verdict> _verdicts = [];

    /// <exception cref="StatusException">401: credentials that this cluster did not give.</exception>
    public async ValueTask<Caller> OfAsync(HttpContext http)
    {
        var certificate = http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (certificate is not null)
        {
            var verdict = _verdicts.GetValue(certificate, Judge);
            if (verdict.Until < time.GetUtcNow())
                throw Statuses.Unauthorized();
            if (verdict.IsFrontProxy && RequestHeaders.Read(http.Request.Headers) is { } remote)
                return new(remote, IsFrontProxy: true);
            return new(verdict.User ?? throw Statuses.Unauthorized(), IsFrontProxy: false);
        }
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return new(UserIdentity.Anonymous, IsFrontProxy: false);
        var user = tokens is null ? null : await tokens.AuthenticateAsync(header[Bearer.Length..], http.RequestAborted);
        return new(user ?? throw Statuses.Unauthorized(), IsFrontProxy: false);
    }

    private Verdict Judge(X509Certificate2 certificate) => new(
        certificates.Authenticate(certificate),
        frontProxies.Authenticate(certificate)?.Name == RequestHeaders.ProxyName,
        certificate.NotAfter.ToUniversalTime());

    private sealed record Verdict(UserIdentity? User, bool IsFrontProxy, DateTimeOffset Until);
}

/// <summary>Who makes a request, and whether a front proxy says so: only then do its own headers count.</summary>
internal readonly record struct Caller(UserIdentity User, bool IsFrontProxy);
