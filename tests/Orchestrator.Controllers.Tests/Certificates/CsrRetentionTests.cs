using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers.Tests.Certificates;

public class CsrRetentionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(100);

    [Theory]
    [InlineData("", false, 24 * 60)]
    [InlineData("Approved", false, null)]
    [InlineData("Approved", true, 60)]
    [InlineData("Denied", false, 60)]
    [InlineData("Approved,Failed", false, 60)]
    public void EndOf_IsKubernetes(string conditions, bool issued, int? minutes) =>
        Assert.Equal(minutes, Minutes(Csr(conditions, issued ? Certificate(Now.AddDays(1)) : null)));

    [Fact]
    public void EndOf_CertificateThatEndsFirst_IsItsEnd() =>
        Assert.Equal(10, Minutes(Csr("Approved", Certificate(Now.AddMinutes(10)))));

    private static int? Minutes(CertificateSigningRequest csr) =>
        CsrRetention.EndOf(csr) is { } end ? (int)(end - Now).TotalMinutes : null;

    private static CertificateSigningRequest Csr(string conditions, string? certificate) => new()
    {
        Metadata = new() { Name = "a", CreationTimestamp = Now },
        Status = new CertificateSigningRequestStatus
        {
            Conditions =
            [
                .. conditions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(type =>
                    new CertificateSigningRequestCondition { Type = type, Status = "True", LastUpdateTime = Now }),
            ],
            Certificate = certificate is null ? null : new Bytes(Encoding.ASCII.GetBytes(certificate)),
        },
    };

    private static string Certificate(DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(end.AddDays(-2), end);
        return certificate.ExportCertificatePem();
    }
}
