using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Joining;

/// <summary>A certificate that is wanted.</summary>
/// <param name="Request">A PKCS#10 request as PEM.</param>
/// <param name="SignerName">Such as <see cref="SignerNames.KubeApiServerClientKubelet"/>.</param>
/// <param name="Lifetime">Null: as long as the signer gives.</param>
internal sealed record WantedCertificate(
    string Name, string Request, string SignerName, ValueList<string> Usages, TimeSpan? Lifetime);

/// <summary>Gets certificates through the API: posts a CertificateSigningRequest and waits until it is
/// answered.</summary>
internal sealed class CertificateRequests(IApiClient api, TimeProvider time, Entropy entropy, Action<string> progress)
{
    public const string NodesGroup = "system:nodes";

    private static readonly Backoff Looks =
        new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), Jitter: 0.5);

    // Before this a person need not hear that something is waited for.
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(3);

    /// <summary>A node's certificate as a client, for this key; the request's name follows from both, so that asking
    /// again finds the same request.</summary>
    public static WantedCertificate ForKubelet(string node, ECDsa key, TimeSpan? lifetime)
    {
        var user = $"system:node:{node}";
        ValueList<string> usages = [KeyUsages.DigitalSignature, KeyUsages.ClientAuth];
        return new(
            $"node-csr-{Digest(key, [user, NodesGroup, .. usages])}", SigningRequest.Create(key, user, [NodesGroup]),
            SignerNames.KubeApiServerClientKubelet, usages, lifetime);
    }

    /// <summary>A node's certificate for its kubelet's port, valid for its name and its address.</summary>
    public static WantedCertificate ForServing(string node, ECDsa key, IPAddress address, TimeSpan? lifetime)
    {
        var user = $"system:node:{node}";
        ValueList<string> usages = [KeyUsages.DigitalSignature, KeyUsages.ServerAuth];
        return new(
            $"csr-{Digest(key, [user, NodesGroup, node, $"{address}", .. usages])}",
            SigningRequest.Create(key, user, [NodesGroup], [node], [address]),
            SignerNames.KubeletServing, usages, lifetime);
    }

    /// <summary>The certificate, as PEM.</summary>
    /// <exception cref="JoinException">It was denied, has failed, or nobody answered in time.</exception>
    /// <exception cref="StatusException">The server refused the request.</exception>
    /// <exception cref="ApiUnreachableException">The server went away while it was waited for, for good.</exception>
    public async Task<string> GetAsync(WantedCertificate wanted, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var request = await PostAsync(wanted, cancellation);
        var told = false;
        for (var looks = 1; ; looks++)
        {
            if (Outcome(request) is { } certificate)
                return certificate;
            var waited = time.GetElapsedTime(started);
            if (waited >= timeout)
            {
                throw new JoinException(
                    $"nobody has approved the request {wanted.Name} within {timeout.TotalSeconds:0} s: approve it with "
                    + $"\"kubectl certificate approve {wanted.Name}\" and start again; the key is kept");
            }
            if (!told && waited >= QuietMax)
            {
                progress($"waiting for the certificate request {wanted.Name} to be approved");
                told = true;
            }
            await Task.Delay(Looks.After(looks, entropy), time, cancellation);
            request = await LookAsync(request, cancellation);
        }
    }

    private async Task<CertificateSigningRequest> PostAsync(WantedCertificate wanted, CancellationToken cancellation)
    {
        try
        {
            return await api.CreateAsync(ObjectOf(wanted), cancellation);
        }
        catch (StatusException error) when (error.IsAlreadyExists)
        {
            // Of an earlier start, or of a post whose answer was lost: same key, same name.
            return await api.GetAsync<CertificateSigningRequest>(new("", wanted.Name), cancellation);
        }
    }

    private async Task<CertificateSigningRequest> LookAsync(
        CertificateSigningRequest last, CancellationToken cancellation)
    {
        try
        {
            return await api.GetAsync<CertificateSigningRequest>(last.Key, cancellation);
        }
        catch (ApiUnreachableException)
        {
            // The wait goes on to its own end: a server is allowed to be away meanwhile.
            return last;
        }
    }

    private static string? Outcome(CertificateSigningRequest request)
    {
        if (request.IsDenied || request.HasFailed)
        {
            var decision = request.Status.Conditions.First(condition =>
                condition.Type is CertificateSigningRequestCondition.Denied
                    or CertificateSigningRequestCondition.Failed);
            throw new JoinException(
                $"the certificate request {request.Key.Name} was {(request.IsDenied ? "denied" : "not signed")}: "
                + $"{decision.Message ?? decision.Reason ?? "no reason was given"}")
            {
                IsDecided = true,
            };
        }
        return request.Status.Certificate is { Length: > 0 } issued ? Encoding.UTF8.GetString(issued.Span) : null;
    }

    private static CertificateSigningRequest ObjectOf(WantedCertificate wanted) => new()
    {
        Metadata = new() { Name = wanted.Name },
        Spec = new()
        {
            Request = new Bytes(Encoding.UTF8.GetBytes(wanted.Request)),
            SignerName = wanted.SignerName,
            Usages = wanted.Usages,
            ExpirationSeconds = wanted.Lifetime is { } lifetime ? (int)lifetime.TotalSeconds : null,
        },
    };

    /// <summary>As the kubelet names its requests: a digest of the key and of what is asked for it.</summary>
    private static string Digest(ECDsa key, IEnumerable<string> asked)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(key.ExportSubjectPublicKeyInfo());
        foreach (var part in asked)
            Add(Encoding.UTF8.GetBytes(part));
        return Base64Url.EncodeToString(hash.GetHashAndReset());

        // Encoded and ended each, so that no two lists come to the same bytes.
        void Add(byte[] part) => hash.AppendData(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(part) + "|"));
    }
}
