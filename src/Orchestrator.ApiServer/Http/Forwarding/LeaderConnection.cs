using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Responses;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.ApiServer.Http.Forwarding;

/// <summary>One kept HTTP/2 connection to the leading control plane, as a front proxy.</summary>
/// <remarks>Made before the cluster's certificates are there: until <see cref="Trust"/>, nobody is reachable.</remarks>
public sealed class LeaderConnection : ILeaderTransport, IDisposable
{
    // A leader that is stopped or cut off is followed by another after about this long; its connection must not
    // outlive it by much.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(60);

    private readonly string _self;
    private volatile HttpConnections? _http;
    private IssuedCertificate? _client;

    /// <param name="self">Where this control plane is reached, for those who read the other's log.</param>
    public LeaderConnection(string self) => _self = self;

    /// <summary>From here on others are reached, and believed by the cluster's authority.</summary>
    public void Trust(ClusterCertificates certificates)
    {
        Dispose();
        _http = new HttpConnections(() => HandlerOf(certificates));
        _client = certificates.FrontProxy;
        // A connection is known by the certificate that it was made with, and worth nothing when that has ended.
        _client.Renewed += _http.Renew;
    }

    public async ValueTask<ForwardedAnswer> SendAsync(
        string address, ForwardedRequest request, CancellationToken cancellation = default)
    {
        var http = _http
            ?? throw new LeaderUnreachableException(
                "this control plane has no certificates yet", mayHaveHappened: false);
        using var content = new TrackedContent(request.Body, request.ContentType);
        using var message = MessageOf(address, request, content);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(AnswerMax);
        try
        {
            using var connection = http.Use();
            using var response = await connection.Invoker.SendAsync(message, deadline.Token);
            return await ReadAsync(response, deadline.Token);
        }
        catch (HttpRequestException error)
        {
            throw new LeaderUnreachableException(
                Innermost(error), content.IsSent && !IsBeforeAnything(error), error);
        }
        catch (IOException error)
        {
            throw new LeaderUnreachableException(Innermost(error), content.IsSent, error);
        }
        // A connection that could not be made in time says so with a cancellation of its own.
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new LeaderUnreachableException("no answer in time", content.IsSent, late);
        }
        catch (OperationCanceledException late) when (!content.IsSent)
        {
            throw new LeaderUnreachableException("no connection in time", mayHaveHappened: false, late);
        }
    }

    public void Dispose()
    {
        if (_http is not { } http)
            return;
        _client!.Renewed -= http.Renew;
        http.Dispose();
    }

    private HttpRequestMessage MessageOf(string address, ForwardedRequest request, TrackedContent content)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), $"https://{address}{request.Path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        message.Headers.TryAddWithoutValidation("Accept", Routing.MediaTypes.Json);
        message.Headers.TryAddWithoutValidation(ForwardingHeaders.Forwarded, _self);
        if (request.Source.Leader is { } leader)
            message.Headers.TryAddWithoutValidation(LeaderTokenHeader.Name, LeaderTokenHeader.Format(leader));
        foreach (var (name, value) in RequestHeaders.Of(request.Source.User))
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static async ValueTask<ForwardedAnswer> ReadAsync(
        HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var warnings = new List<string>();
        foreach (var value in ValuesOf(response, "Warning"))
        {
            if (WarningHeader.Read(value) is { } text)
                warnings.Add(text);
        }
        var form = ValuesOf(response, ForwardingHeaders.Form).FirstOrDefault("");
        var revision = ValuesOf(response, ForwardingHeaders.Revision).FirstOrDefault("0");
        return new((int)response.StatusCode, form, long.Parse(revision, CultureInfo.InvariantCulture), body, warnings);
    }

    private static IEnumerable<string> ValuesOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values : [];

    private static SocketsHttpHandler HandlerOf(ClusterCertificates certificates) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = ConnectTimeout,
        EnableMultipleHttp2Connections = false,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        KeepAlivePingDelay = PingDelay,
        KeepAlivePingTimeout = PingTimeout,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificates.FrontProxyClient,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                CustomTrustStore = { certificates.Authority },
            },
        },
    };

    /// <summary>The connection was never there: what went before it was given back unheard.</summary>
    private static bool IsBeforeAnything(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError;

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message;
    }
}
