using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Hosting.Joining;

/// <summary>An authority's key in a form that people copy: <c>sha256:</c> and the SHA-256 of its SubjectPublicKeyInfo
/// in hex, as kubeadm's discovery-token-ca-cert-hash.</summary>
public static class AuthorityPin
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;

    public static string Of(X509Certificate2 authority) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(authority.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>The pin in its usual form; null for what is none.</summary>
    public static string? Parse(string text)
    {
        var pin = text.Trim().ToLowerInvariant();
        return pin.StartsWith(Prefix, StringComparison.Ordinal) && pin.Length == Prefix.Length + HexLength
            && pin.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0
            ? pin
            : null;
    }
}
