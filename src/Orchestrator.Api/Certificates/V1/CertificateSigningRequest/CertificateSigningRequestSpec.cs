namespace Orchestrator.Api.Certificates.V1;

/// <summary>The certificate that is wanted, and the user who wants it.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")]
public sealed partial record CertificateSigningRequestSpec
{
    /// <summary>A PKCS#10 request as a PEM block named CERTIFICATE REQUEST.</summary>
    [Field("request", 1, Required = true, ListType = "atomic")]
    public Bytes Request { get; init; }

    /// <summary>Who is to sign, such as kubernetes.io/kubelet-serving.</summary>
    [Field("signerName", 7, Required = true)]
    public string SignerName { get; init; } = "";

    /// <summary>How long the certificate should be valid, at least 600; the signer may give less.</summary>
    [Field("expirationSeconds", 8)]
    public int? ExpirationSeconds { get; init; }

    /// <summary>What the key may be used for, such as digital signature or client auth.</summary>
    [Field("usages", 5, ListType = "atomic")]
    public ValueList<string> Usages { get; init; }

    /// <summary>The user who made this request; set by the server.</summary>
    [Field("username", 2)]
    public string? Username { get; init; }

    /// <summary>That user's identity; set by the server.</summary>
    [Field("uid", 3)]
    public string? Uid { get; init; }

    /// <summary>That user's groups; set by the server.</summary>
    [Field("groups", 4, ListType = "atomic")]
    public ValueList<string> Groups { get; init; }

    /// <summary>What else is known of that user; set by the server.</summary>
    [Field("extra", 6)]
    public ValueMap<ValueList<string>> Extra { get; init; }
}
