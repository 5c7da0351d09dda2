namespace Orchestrator.Api.Certificates.V1;

/// <summary>Asks a signer for a certificate; somebody approves it,
/// the signer puts the certificate into the status.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequest")]
[Kind("certificates.k8s.io/v1", "CertificateSigningRequest")]
public sealed partial record CertificateSigningRequest : KubeObject
{
    /// <summary>What is asked for, and who asks; it cannot be changed.</summary>
    [Field("spec", 2, Required = true)]
    public CertificateSigningRequestSpec Spec { get; init; } = CertificateSigningRequestSpec.Empty;

    /// <summary>Whether it was approved or denied, and the certificate once it is issued.</summary>
    [Field("status", 3)]
    public CertificateSigningRequestStatus Status { get; init; } = CertificateSigningRequestStatus.Empty;

    /// <summary>Approved and not denied.</summary>
    public bool IsApproved => Has(CertificateSigningRequestCondition.Approved) && !IsDenied;

    public bool IsDenied => Has(CertificateSigningRequestCondition.Denied);

    public bool HasFailed => Has(CertificateSigningRequestCondition.Failed);

    /// <summary>The certificate is there.</summary>
    public bool IsIssued => Status.Certificate is { Length: > 0 };

    private bool Has(string type)
    {
        foreach (var condition in Status.Conditions)
        {
            if (condition.Type == type)
                return true;
        }
        return false;
    }
}
