using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Reads users out of client certificates that the cluster's authority signed: the common name is the user,
/// organizations are groups.</summary>
public sealed class ClientCertificateAuthenticator(X509Certificate2 authority, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    /// <summary>The user; null where the certificate is not ours, out of date, or not for clients.</summary>
    public UserIdentity? Authenticate(X509Certificate2 certificate) =>
        IsSigned(certificate) ? SubjectOf(certificate) : null;

    private bool IsSigned(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    private static UserIdentity? SubjectOf(X509Certificate2 certificate)
    {
        string? name = null;
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.HasMultipleElements)
                continue;
            var type = part.GetSingleElementType().Value;
            if (type == CommonName)
                name = part.GetSingleElementValue();
            else if (type == Organization && part.GetSingleElementValue() is { } group)
                groups.Add(group);
        }
        if (string.IsNullOrEmpty(name))
            return null;
        groups.Add(UserIdentity.AuthenticatedGroup);
        return new UserIdentity(name, groups.ToValueList());
    }
}
