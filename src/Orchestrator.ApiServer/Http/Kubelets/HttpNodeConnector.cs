using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.ApiServer.Http.Kubelets;

/// <summary>The API server's way to a kubelet's HTTPS port, where the Node says that it is.</summary>
/// <remarks>The kubelet must show a certificate of the cluster's authority that bears the Node's name: an address alone
/// proves nothing, since nodes of one machine share theirs.</remarks>
public sealed class HttpNodeConnector : INodeConnector, IDisposable
{
    /// <summary>The user a kubelet lets in.</summary>
    public const string User = "kube-apiserver-kubelet-client";

    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(5);

    private readonly Func<string, CancellationToken, ValueTask<Api.Core.V1.Node?>> _nodes;
    private readonly HttpConnections _http;
    private readonly IssuedCertificate _client;

    /// <param name="nodes">Finds a Node by its name.</param>
    /// <param name="authority">The cluster's.</param>
    /// <param name="client">Of the user <see cref="User"/>, signed by it.</param>
    public HttpNodeConnector(
        Func<string, CancellationToken, ValueTask<Api.Core.V1.Node?>> nodes, X509Certificate2 authority,
        IssuedCertificate client)
    {
        (_nodes, _client) = (nodes, client);
        _http = new HttpConnections(() => HandlerOf(authority, client));
        // Kubelets know a connection by the certificate that it was made with.
        client.Renewed += _http.Renew;
    }

    private static SocketsHttpHandler HandlerOf(X509Certificate2 authority, IssuedCertificate client)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.Add(authority);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectMax,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateContext = client.Context,
                CertificateChainPolicy = chain,
            },
        };
    }

    public async ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        var (address, port) = Endpoint(nodeName, await _nodes(nodeName, cancellation));
        var meta = request.Pod.Metadata;
        var url = new UriBuilder("https", address, port)
        {
            Path = $"/containerLogs/{meta.Namespace}/{meta.Name}/{request.Container}",
            Query = KubeletLogQuery.Of(request.Options),
        };
        using var message = new HttpRequestMessage(HttpMethod.Get, url.Uri);
        // Also the name that TLS asks for and checks.
        message.Headers.Host = nodeName;
        var connection = _http.Use();
        var isOpen = false;
        try
        {
            var answer = await connection.Invoker.SendAsync(message, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                var body = await answer.Content.ReadAsStreamAsync(cancellation);
                isOpen = true;
                return new AnswerStream(answer, body, connection);
            }
            using (answer)
                throw Refusal(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Statuses.InternalError(
                $"Get \"{url.Uri}\": {Innermost(error).Message} (node {nodeName} cannot be reached)");
        }
        finally
        {
            if (!isOpen)
                connection.Dispose();
        }
    }

    public void Dispose()
    {
        _client.Renewed -= _http.Renew;
        _http.Dispose();
    }

    private static (string Address, int Port) Endpoint(string name, Api.Core.V1.Node? node)
    {
        if (node is null)
            throw Statuses.InternalError($"no node found with name {name}");
        var port = node.Status.DaemonEndpoints.KubeletEndpoint.Port;
        var address = node.Status.Addresses.FirstOrDefault(a => a.Type == "InternalIP")?.Address;
        if (port == 0 || address is null)
            throw Statuses.ServiceUnavailable($"node {name} cannot be reached: it names no kubelet endpoint");
        return (address, port);
    }

    private static StatusException Refusal(HttpStatusCode code, string text) => code switch
    {
        HttpStatusCode.BadRequest => Statuses.BadRequest(text),
        HttpStatusCode.NotFound => Statuses.NotFoundOnNode(text),
        HttpStatusCode.ServiceUnavailable => Statuses.ServiceUnavailable(text),
        _ => Statuses.InternalError($"the kubelet answered {(int)code}: {text}"),
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
