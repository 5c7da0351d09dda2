namespace Orchestrator.Api.Certificates.V1;

/// <summary>One decision about a certificate signing request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestCondition")]
public sealed partial record CertificateSigningRequestCondition
{
    /// <summary>The condition that lets the signer sign.</summary>
    public const string Approved = "Approved";

    /// <summary>The condition that forbids the signer to sign.</summary>
    public const string Denied = "Denied";

    /// <summary>The condition by which a signer says that it cannot sign.</summary>
    public const string Failed = "Failed";

    /// <summary>Approved, Denied, Failed, or a signer's own.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown; only True for Approved, Denied and Failed.</summary>
    [Field("status", 6, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 2)]
    public string? Reason { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 3)]
    public string? Message { get; init; }

    /// <summary>When it was last written.</summary>
    [Field("lastUpdateTime", 4, Always = true)]
    public Time? LastUpdateTime { get; init; }

    /// <summary>When its status last changed; the server fills it where it is missing.</summary>
    [Field("lastTransitionTime", 5, Always = true)]
    public Time? LastTransitionTime { get; init; }
}
