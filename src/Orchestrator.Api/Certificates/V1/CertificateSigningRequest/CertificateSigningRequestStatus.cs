namespace Orchestrator.Api.Certificates.V1;

/// <summary>What became of a certificate signing request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestStatus")]
public sealed partial record CertificateSigningRequestStatus
{
    /// <summary>Approved, Denied or Failed; none while nobody has decided.</summary>
    [Field("conditions", 1, ListType = "map", ListMapKeys = ["type"])]
    public ValueList<CertificateSigningRequestCondition> Conditions { get; init; }

    /// <summary>The issued certificate as PEM, then any intermediate ones; once set it stays.</summary>
    [Field("certificate", 2, ListType = "atomic")]
    public Bytes? Certificate { get; init; }
}
