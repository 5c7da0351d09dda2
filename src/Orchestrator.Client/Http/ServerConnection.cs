using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Client.Http;

/// <summary>How connections to the server are made: one, over TLS, kept alive by pings.</summary>
internal static class ServerConnection
{
    /// <exception cref="ArgumentException">Credentials would travel unencrypted.</exception>
    public static SocketsHttpHandler HandlerOf(HttpApiClientOptions options)
    {
        var hasCredentials = options.Token is not null || options.ClientCertificate is not null;
        foreach (var server in options.Servers?.Known ?? [options.Server])
        {
            if (server.Scheme != Uri.UriSchemeHttps && hasCredentials)
                throw new ArgumentException($"credentials are not sent to {server}: it is not https");
        }
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = false,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            KeepAlivePingDelay = options.PingPeriod,
            KeepAlivePingTimeout = options.PingTimeout,
            SslOptions = Tls(options),
        };
    }

    private static SslClientAuthenticationOptions Tls(HttpApiClientOptions options)
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (options.ClientCertificate is { } certificate)
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate()!;
        if (options.Authorities is { } authorities)
            tls.CertificateChainPolicy = Only(authorities);
        return tls;
    }

    private static X509ChainPolicy Only(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
