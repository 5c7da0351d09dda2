using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>When a certificate is renewed: after 70 to 90 % of its life, as Kubernetes' kubelets do. The same for nodes
/// and control planes.</summary>
public static class CertificateLife
{
    /// <summary>Differs from holder to holder, so that those who began together do not come together.</summary>
    /// <param name="certificate">Whose renewal is asked for.</param>
    /// <param name="takenUp">When it was issued: certificates begin before they are made, and a short one may have
    /// begun longer ago than it lasts. Null: it counts from its beginning.</param>
    /// <param name="share">Uniform in [0, 1).</param>
    public static DateTimeOffset RenewalOf(X509Certificate2 certificate, DateTimeOffset? takenUp, double share)
    {
        var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var until = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        if (takenUp > from && takenUp < until)
            from = takenUp.Value;
        return from + (until - from) * (0.7 + 0.2 * share);
    }

    /// <summary>Valid, and to be taken up by a process that starts: any other would be renewed at once.</summary>
    public static bool IsFresh(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now < RenewalOf(certificate, null, share: 1);
}
