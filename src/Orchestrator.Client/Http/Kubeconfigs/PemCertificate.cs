using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>A certificate and key that are renewed in their files: read again at every new connection.</summary>
internal sealed class PemCertificate(Func<string> certificate, Func<string> key)
{
    private readonly Lock _gate = new();
    private (string Certificate, string Key) _text;
    private X509Certificate2? _made;

    /// <exception cref="IOException">Never read, and cannot be.</exception>
    /// <exception cref="CryptographicException">Never read, and is no pair of certificate and key.</exception>
    public X509Certificate2 Current()
    {
        lock (_gate)
        {
            try
            {
                var text = (certificate(), key());
                if (_made is null || text != _text)
                    (_made, _text) = (Of(text.Item1, text.Item2), text);
            }
            catch (Exception error) when (
                _made is not null
                && error is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // One of the two files is newer than the other: the last pair serves until both are there.
            }
            return _made!;
        }
    }

    public static X509Certificate2 Of(string certificatePem, string keyPem)
    {
        var made = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (!OperatingSystem.IsWindows())
            return made;
        // Windows' TLS uses no key that lives in memory alone.
        using (made)
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
