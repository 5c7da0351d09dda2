using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Certificates;

/// <summary>Issues the certificates of approved requests to the cluster's own signers.</summary>
/// <remarks>Watches CertificateSigningRequest. Writes CertificateSigningRequest/status: the certificate, or Failed
/// where the request is not one that the signer signs.</remarks>
public sealed class CsrSigningController(
    Listers listers, IApiClient api, ICertificateSigner signer, TimeProvider time, Entropy entropy, TimeSpan longest)
    : IReconciler
{
    public const string Name = "certificatesigningrequest-signing-controller";

    public WatchPlan Watches { get; } =
        WatchPlan.For<CertificateSigningRequest>(change => change.New is { } csr && IsDue(csr));

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<CertificateSigningRequest>(key) is not { } csr || !IsDue(csr))
            return Outcome.Done;
        var request = SigningRequest.Parse(csr.Spec.Request.Span, out var fault);
        if (request is null)
            return await FailAsync(csr, fault, ct);
        if (SignerRules.Fault(csr.Spec.SignerName, request, csr.Spec.Usages) is { } refused)
            return await FailAsync(csr, refused, ct);
        var validity = Validity.Of(time.GetUtcNow(), csr.Spec.ExpirationSeconds, longest);
        string pem;
        try
        {
            pem = await signer.SignAsync(
                new(request, csr.Spec.Usages, validity.NotBefore, validity.NotAfter, Serial()), ct);
        }
        catch (CryptographicException error)
        {
            return Outcome.BackOff(error);
        }
        var certificate = new Bytes(Encoding.ASCII.GetBytes(pem));
        await api.UpdateStatusAsync(csr with { Status = csr.Status with { Certificate = certificate } }, ct);
        return Outcome.Done;
    }

    private async ValueTask<Outcome> FailAsync(CertificateSigningRequest csr, string fault, CancellationToken ct)
    {
        var failed = new CertificateSigningRequestCondition
        {
            Type = CertificateSigningRequestCondition.Failed,
            Status = "True",
            Reason = "SignerValidationFailure",
            Message = fault,
            LastUpdateTime = time.GetUtcNow(),
        };
        var status = csr.Status with { Conditions = csr.Status.Conditions.Add(failed) };
        await api.UpdateStatusAsync(csr with { Status = status }, ct);
        return Outcome.Done;
    }

    private static bool IsDue(CertificateSigningRequest csr) =>
        csr is { IsApproved: true, HasFailed: false, IsIssued: false } && SignerRules.IsOurs(csr.Spec.SignerName);

    // Positive and never zero, as X.509 asks.
    private byte[] Serial()
    {
        var serial = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(serial, entropy.NextUInt64());
        BinaryPrimitives.WriteUInt64BigEndian(serial.AsSpan(8), entropy.NextUInt64());
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
