using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Certificates.V1;

namespace Orchestrator.Controllers.Certificates;

/// <summary>How long a certificate signing request is kept. Pure.</summary>
internal static class CsrRetention
{
    private static readonly TimeSpan Decided = TimeSpan.FromHours(1);
    private static readonly TimeSpan Undecided = TimeSpan.FromHours(24);

    /// <summary>When it goes: an hour after it was issued, denied or failed, with the end of its certificate, or a day
    /// after it was made if nobody decided. Null: it stays.</summary>
    public static DateTimeOffset? EndOf(CertificateSigningRequest csr)
    {
        DateTimeOffset? end = null;
        foreach (var condition in csr.Status.Conditions)
        {
            var isOver = condition.Type switch
            {
                CertificateSigningRequestCondition.Approved => csr.IsIssued,
                CertificateSigningRequestCondition.Denied or CertificateSigningRequestCondition.Failed => true,
                _ => false,
            };
            if (isOver && condition.LastUpdateTime is { } updated)
                end = Earlier(end, updated.Moment + Decided);
        }
        if (csr is { IsApproved: true, IsIssued: true } && ExpiryOf(csr.Status.Certificate!.Value) is { } expiry)
            end = Earlier(end, expiry);
        if (csr.Status.Conditions.IsEmpty && csr.Metadata.CreationTimestamp is { } created)
            end = Earlier(end, created.Moment + Undecided);
        return end;
    }

    private static DateTimeOffset? ExpiryOf(Bytes pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(pem.Span));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            // Of a signer that is not ours: the hour decides.
            return null;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } first && first < other ? first : other;
}
