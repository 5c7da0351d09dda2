using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Load.Http;

/// <summary>One HTTP/2 connection to the server; it opens another only where the server's limit of streams is
/// reached.</summary>
public sealed class Connection : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly ServerAddress _server;
    private readonly AuthenticationHeaderValue? _authorization;

    public Connection(ServerAddress server)
    {
        _server = server;
        _authorization = server.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1024 * 1024,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            SslOptions = Tls(server),
        });
    }

    /// <summary>Returns as soon as the headers are there; the caller reads and disposes.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, string mediaType, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, _server.Url + path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = _authorization;
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }
        return _invoker.SendAsync(request, cancellation);
    }

    public void Dispose() => _invoker.Dispose();

    private static SslClientAuthenticationOptions Tls(ServerAddress server)
    {
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                IsTrusted(server, certificate, chain, errors),
        };
        if (server.Identity is { } identity)
        {
            options.ClientCertificates = [identity];
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => identity;
        }
        return options;
    }

    private static bool IsTrusted(
        ServerAddress server, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (server.Authority is not { } authority)
            return true;
        if (certificate is not X509Certificate2 leaf || chain is null
            || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return chain.Build(leaf);
    }
}
