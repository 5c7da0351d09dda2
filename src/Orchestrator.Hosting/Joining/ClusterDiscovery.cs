using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Hosting.Joining;

/// <summary>A cluster that was found to be the one the token and the pin are of.</summary>
/// <param name="Pin">Of the authority that is now trusted.</param>
internal sealed record DiscoveredCluster(Uri Server, string AuthorityPem, string Pin);

/// <summary>Learns which authority to trust from a server nobody vouches for yet.</summary>
/// <remarks>
/// As kubeadm: <c>cluster-info</c> is fetched without trust; its signature shows that it comes from someone who knows
/// the token, its authority must bear the pin, and the same must then come over a connection which that authority
/// vouches for. Nothing secret is sent before that.
/// </remarks>
internal sealed class ClusterDiscovery(Uri server, BootstrapToken token, IReadOnlyList<string> pins, TimeProvider time)
{
    private const int BytesMax = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // The signer needs a moment for a token that was made just now.
    private static readonly TimeSpan SignatureMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SignaturePause = TimeSpan.FromMilliseconds(200);

    private readonly string _server = ClusterEntry.Text(server);

    /// <exception cref="JoinException">It is not that cluster, or cannot be reached.</exception>
    public async Task<DiscoveredCluster> FindAsync(CancellationToken cancellation)
    {
        var kubeconfig = await SignedAsync(cancellation);
        var authority = AuthorityIn(kubeconfig);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(authority);
        var found = certificates.Select(AuthorityPin.Of).ToList();
        var pin = found.Find(pins.Contains) ?? throw new JoinException(
            $"the authority of the cluster at {_server} is {string.Join(", ", found)}, not what --ca-cert-hash names: "
            + "the address is another cluster's, or somebody is in between. "
            + "\"orchestrator token create --print-join-command\" where the cluster runs prints the right command");
        if (await FetchAsync(certificates, cancellation) is var again
            && again.Data[ClusterInfo.KubeconfigKey] != kubeconfig)
            throw new JoinException(
                $"the server at {_server} says one thing trusted and another untrusted: start again");
        return new(server, authority, pin);
    }

    private async Task<string> SignedAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var info = await FetchAsync(null, cancellation);
            var kubeconfig = info.Data[ClusterInfo.KubeconfigKey] ?? throw NoCluster("its cluster-info is empty");
            var signature = info.Data[ClusterInfo.SignaturePrefix + token.Id];
            if (signature is not null)
            {
                return BootstrapSignature.IsValid(signature, kubeconfig, token)
                    ? kubeconfig
                    : throw new JoinException(
                        $"the token {token.Id}.… is not this cluster's: its secret does not fit the signature at "
                        + $"{_server}. \"orchestrator token list\" where the cluster runs shows the tokens");
            }
            if (time.GetElapsedTime(started) >= SignatureMax)
            {
                throw new JoinException(
                    $"the cluster at {_server} knows no token {token.Id}: it is wrong, was deleted, or has expired. "
                    + "Make one with \"orchestrator token create --print-join-command\" where the cluster runs");
            }
            await Task.Delay(SignaturePause, time, cancellation);
        }
    }

    private string AuthorityIn(string kubeconfig)
    {
        try
        {
            return Kubeconfig.Parse(kubeconfig, "/").Clusters is [{ AuthorityData: { } pem }, ..]
                ? Encoding.UTF8.GetString(pem)
                : throw NoCluster("its cluster-info names no authority");
        }
        catch (KubeconfigException error)
        {
            throw NoCluster(error.Message);
        }
    }

    /// <param name="authorities">Null: whoever answers.</param>
    private async Task<ConfigMap> FetchAsync(X509Certificate2Collection? authorities, CancellationToken cancellation)
    {
        using var handler = HandlerFor(authorities);
        using var http = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = BytesMax };
        var address = $"{_server}/api/v1/namespaces/{ClusterInfo.Namespace}"
            + $"/configmaps/{ClusterInfo.Name}";
        try
        {
            using var answer = await http.GetAsync(address, cancellation);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw NoCluster($"asked for cluster-info it answers {(int)answer.StatusCode}");
            return JsonCodec.Read<ConfigMap>(await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception error) when (error is HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unreachable(error, authorities is not null);
        }
        catch (Exception error) when (error is JsonDecodeException or CryptographicException)
        {
            throw NoCluster(error.Message);
        }
    }

    private JoinException Unreachable(Exception error, bool trusted)
    {
        var cause = error is OperationCanceledException ? "no answer in time" : error.GetBaseException().Message;
        return trusted && error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? new JoinException(
                $"the server at {_server} has no certificate of its cluster's authority for this address: "
                    + $"{cause}", error)
            : new JoinException(
                $"cannot reach {_server}: {cause}. Is the address right, and is the cluster up?", error);
    }

    private JoinException NoCluster(string why) =>
        new($"the server at {_server} is no cluster that can be joined: {why}");

    private static SocketsHttpHandler HandlerFor(X509Certificate2Collection? authorities)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        if (authorities is null)
        {
            // What comes is checked by its signature and the authority's pin,
            // and nothing is sent that is worth stealing.
#pragma warning disable CA5359, MA0039
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359, MA0039
            return handler;
        }
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return handler;
    }
}
