using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Client.Http;

namespace Orchestrator.Cli.Cluster;

/// <summary>A server's plain pages, such as <c>/readyz</c>, read with the credentials of a kubeconfig.</summary>
public sealed class ApiPages : IDisposable
{
    private readonly HttpClient _http;

    public ApiPages(HttpApiClientOptions options, TimeSpan answerMax)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        chain.CustomTrustStore.AddRange(options.Authorities ?? []);
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = chain };
        if (options.ClientCertificate?.Invoke() is { } certificate)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = tls })
        {
            BaseAddress = options.Server,
            Timeout = answerMax,
        };
    }

    /// <summary>The page's text; null when no good answer came in time.</summary>
    public async Task<string?> GetAsync(string path) => await AskAsync(path) is (true, var text) ? text : null;

    /// <summary>What came, and whether the server calls it good; null when nothing came in time.</summary>
    public async Task<(bool IsGood, string Text)?> AskAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
