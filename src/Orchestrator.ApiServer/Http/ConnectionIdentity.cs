using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http;

/// <summary>Who is at the other end of a connection: its client certificate's subject, a bearer token's owner, or
/// nobody known.</summary>
internal sealed class ConnectionIdentity(ClientCertificateAuthenticator certificates, ITokenAuthenticator? tokens)
{
    private const string Bearer = "Bearer ";

    // The certificate object lives as long as its connection; its chain is checked once.
    private readonly ConditionalWeakTable<X509Certificate2, Verdict> _verdicts = [];

    /// <exception cref="StatusException">401: credentials that this cluster did not give.</exception>
    public async ValueTask<UserIdentity> OfAsync(HttpContext http)
    {
        var certificate = http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (certificate is not null)
        {
            var verdict = _verdicts.GetValue(certificate, c => new Verdict(certificates.Authenticate(c)));
            return verdict.User ?? throw Statuses.Unauthorized();
        }
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return UserIdentity.Anonymous;
        var user = tokens is null ? null : await tokens.AuthenticateAsync(header[Bearer.Length..], http.RequestAborted);
        return user ?? throw Statuses.Unauthorized();
    }

    private sealed record Verdict(UserIdentity? User);
}
