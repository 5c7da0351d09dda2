using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>Certificates as PEM text.</summary>
internal static class CertificateText
{
    private const string Label = "CERTIFICATE";

    /// <summary>What is wrong with a chain of certificates; null for one that is sound, and for none.</summary>
    public static string? Fault(ReadOnlySpan<byte> pem)
    {
        if (pem.IsEmpty)
            return null;
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(pem);
        var blocks = 0;
        while (PemEncoding.TryFind(text, out var block))
        {
            var label = text[block.Label].ToString();
            if (label != Label)
                return $"only CERTIFICATE PEM blocks are allowed, found {GoText.Quote(label)}";
            if (FaultOf(text[block.Base64Data]) is { } fault)
                return fault;
            blocks++;
            text = text[block.Location.End..];
        }
        return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : null;
    }

    private static string? FaultOf(ReadOnlySpan<char> base64)
    {
        try
        {
            X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString())).Dispose();
            return null;
        }
        catch (CryptographicException error)
        {
            return $"x509: malformed certificate: {error.Message}";
        }
    }
}
