using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>The authorities of a directory as texts by file name, <c>ca.crt</c>, <c>ca.key</c>,
/// <c>front-proxy-ca.crt</c>, <c>front-proxy-ca.key</c>: for keeping them elsewhere.</summary>
public static class AuthorityFiles
{
    /// <summary>What the directory holds; what it lacks is made, but not kept there.</summary>
    /// <exception cref="CertificateFileException">One that is there cannot be used.</exception>
    public static IReadOnlyDictionary<string, string> ReadOrMake(string directory, TimeProvider time)
    {
        var files = new CertificateFiles(directory);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, subject) in ClusterCertificates.Authorities)
        {
            using var pair = AuthorityPair.Load(files, name, time.GetUtcNow())
                ?? CertificateIssuer.Authority(subject, time.GetUtcNow(), ClusterCertificates.AuthorityLifetime);
            using var key = pair.GetECDsaPrivateKey()
                ?? throw new CryptographicException($"{files.PathOf(name)}.key is no ECDSA key");
            all[$"{name}.crt"] = pair.ExportCertificatePem() + "\n";
            all[$"{name}.key"] = key.ExportPkcs8PrivateKeyPem() + "\n";
        }
        return all;
    }

    /// <summary>Puts them there, keys readable by their owner only.</summary>
    public static void Write(string directory, IReadOnlyDictionary<string, string> files)
    {
        new CertificateFiles(directory).Prepare();
        // Of each pair the key first: a certificate without its key never comes from a crash.
        foreach (var (name, text) in files.OrderByDescending(file => file.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(directory, Path.GetFileName(name));
            if (!File.Exists(path) || File.ReadAllText(path) != text)
                CertificateFiles.WriteFile(path, text, secret: name.EndsWith(".key", StringComparison.Ordinal));
        }
    }
}
