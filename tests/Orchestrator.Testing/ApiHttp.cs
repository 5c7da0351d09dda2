using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Testing;

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(int Code, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The object's resourceVersion, or a list's.</summary>
    public long Revision => long.Parse(Json.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
}

/// <summary>Plain HTTPS requests to one cluster, sent exactly as written: no path is tidied up.</summary>
public sealed partial class ApiHttp : IDisposable
{
    private readonly HttpClient _http;

    private ApiHttp(HttpClient http) => _http = http;

    /// <summary>As the administrator, with the certificate of the kubeconfig.</summary>
    public static ApiHttp Admin(string kubeconfig)
    {
        var text = File.ReadAllText(kubeconfig);
        var certificate = X509Certificate2.CreateFromPem(
            Pem(text, "client-certificate-data"), Pem(text, "client-key-data"));
        return With(kubeconfig, certificate);
    }

    /// <summary>As whoever the certificate names; as nobody without one.</summary>
    public static ApiHttp With(string kubeconfig, X509Certificate2? certificate)
    {
        var text = File.ReadAllText(kubeconfig);
        var authority = X509Certificate2.CreateFromPem(Pem(text, "certificate-authority-data"));
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        var server = ServerPattern().Match(text).Groups[1].Value;
        return new(new HttpClient(handler) { BaseAddress = new Uri(server), Timeout = TimeSpan.FromSeconds(60) });
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path);

    public Task<ApiAnswer> PostAsync(string path, string json) => SendAsync("POST", path, json);

    public Task<ApiAnswer> SendAsync(
        string method, string path, string? json = null, string type = "application/json") =>
        SendBytesAsync(method, path, json is null ? null : Encoding.UTF8.GetBytes(json), type);

    public async Task<ApiAnswer> SendBytesAsync(
        string method, string path, byte[]? body, string? type = "application/json", bool chunked = false,
        params (string Name, string Value)[] headers)
    {
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri($"{_http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}", raw));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (type is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            request.Headers.TransferEncodingChunked = chunked ? true : null;
        }
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private static string Pem(string kubeconfig, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Match(kubeconfig, key + @": (\S+)").Groups[1].Value));

    [GeneratedRegex(@"server: (https://\S+)")]
    private static partial Regex ServerPattern();
}
