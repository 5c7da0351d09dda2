using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Node.Http;

/// <summary>Who may use the kubelet's port: API servers, by the certificate that kubeadm makes for them too.</summary>
internal sealed class KubeletClients(X509Certificate2 authority, TimeProvider time)
{
    /// <summary>The common name of an API server's certificate for this purpose.</summary>
    public const string ApiServer = "kube-apiserver-kubelet-client";

    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // A certificate object lives as long as its connection: its chain is checked once, its end at each request.
    private readonly ConditionalWeakTable<X509Certificate2, Verdict> _verdicts = [];

    /// <summary>Null for who may; else the HTTP code and the kubelet's words.</summary>
    public (int Code, string Why)? Refusal(X509Certificate2? certificate)
    {
        if (certificate is null)
            return (401, "Unauthorized");
        var verdict = _verdicts.GetValue(certificate, Judge);
        return verdict.Until < time.GetUtcNow() ? (401, "Unauthorized") : verdict.Refusal;
    }

    private Verdict Judge(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        if (!chain.Build(certificate))
            return new Verdict((401, "Unauthorized"), until);
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return name == ApiServer
            ? new Verdict(null, until)
            : new Verdict((403, $"Forbidden (user={name}, verb=get, resource=nodes, subresource=proxy)"), until);
    }

    private sealed record Verdict((int, string)? Refusal, DateTimeOffset Until);
}
