using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.ApiServer.Http.Certificates;

namespace Orchestrator.Hosting.Joining;

/// <summary>The certificate by which a node is known to the API server, with its key, in one file of its
/// owner's.</summary>
/// <remarks>Replaced whole, in the file first and then here: whoever connects next uses the new one. Safe from any
/// thread.</remarks>
internal sealed class KubeletCertificate(string path)
{
    private volatile X509Certificate2? _current = Load(path);

    public string Path => path;

    /// <summary>Null: none was issued yet.</summary>
    public X509Certificate2? Current => _current;

    /// <summary>When the current one was issued, as far as this process knows: certificates begin before they are made,
    /// and a short one may have begun longer ago than it lasts.</summary>
    public DateTimeOffset? TakenUp { get; private set; }

    /// <exception cref="JoinException">The certificate is none, or not for this key.</exception>
    public void Replace(string certificatePem, ECDsa key, DateTimeOffset now)
    {
        X509Certificate2 made;
        try
        {
            made = Usable(certificatePem, key.ExportPkcs8PrivateKeyPem());
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new JoinException($"the certificate that was issued cannot be used: {error.Message}", error);
        }
        PrivateFile.Write(path, $"{certificatePem.TrimEnd()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        // The old one may be in the middle of a handshake: it is left to the collector.
        _current = made;
        TakenUp = now;
    }

    /// <summary>When the next one is asked for; at once where there is none.</summary>
    public DateTimeOffset RenewalDue(double share) =>
        _current is { } current ? CertificateLife.RenewalOf(current, TakenUp, share) : DateTimeOffset.MinValue;

    private static X509Certificate2? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var text = File.ReadAllText(path);
            return Usable(text, text);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new JoinException(
                $"the certificate in {path} cannot be used: {error.Message}; "
                + "remove the file and join again with a token", error);
        }
    }

    private static X509Certificate2 Usable(string certificatePem, string keyPem)
    {
        var made = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (!OperatingSystem.IsWindows())
            return made;
        // Windows' TLS uses no key that lives in memory alone.
        using (made)
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
