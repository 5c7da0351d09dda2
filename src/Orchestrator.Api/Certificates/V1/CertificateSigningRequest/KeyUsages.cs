namespace Orchestrator.Api.Certificates.V1;

/// <summary>The names of what a certificate's key may be used for.</summary>
public static class KeyUsages
{
    public const string DigitalSignature = "digital signature";
    public const string KeyEncipherment = "key encipherment";
    public const string ServerAuth = "server auth";
    public const string ClientAuth = "client auth";

    /// <summary>All there are, in ordinal order.</summary>
    public static ValueList<string> All { get; } =
    [
        "any", "cert sign", ClientAuth, "code signing", "content commitment", "crl sign", "data encipherment",
        "decipher only", DigitalSignature, "email protection", "encipher only", "ipsec end system", "ipsec tunnel",
        "ipsec user", "key agreement", KeyEncipherment, "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime",
        ServerAuth, "signing", "timestamping",
    ];
}
