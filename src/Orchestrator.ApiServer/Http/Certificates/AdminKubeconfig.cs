using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>A kubeconfig that holds everything kubectl needs, certificates and key included.</summary>
public static class AdminKubeconfig
{
    /// <param name="server">Such as <c>https://127.0.0.1:6443</c>.</param>
    public static string Text(ClusterCertificates certificates, string server, string name = "orchestrator")
    {
        var (certificate, key) = DataOf(certificates.Admin);
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: {name}
              cluster:
                server: {server}
                certificate-authority-data: {Base64(certificates.AuthorityPem)}
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: {certificate}
                client-key-data: {key}
            contexts:
            - name: kubernetes-admin@{name}
              context:
                cluster: {name}
                user: kubernetes-admin
            current-context: kubernetes-admin@{name}

            """;
    }

    /// <summary>Writes the file, readable by its owner only, where it does not say the same already.</summary>
    public static void Write(string path, ClusterCertificates certificates, string server)
    {
        var text = Text(certificates, server);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            CertificateFiles.WriteFile(path, text, secret: true);
    }

    /// <summary>Puts the next certificate and its key into the place of the one before; what people have changed in the
    /// file besides, such as a context's namespace, stays.</summary>
    /// <returns>Why the file was left as it is, and what to do; null: it holds the next.</returns>
    public static string? Renew(string path, X509Certificate2 old, X509Certificate2 next)
    {
        var (oldCertificate, oldKey) = DataOf(old);
        var (certificate, key) = DataOf(next);
        try
        {
            var text = File.ReadAllText(path);
            if (!text.Contains(oldCertificate, StringComparison.Ordinal)
                || !text.Contains(oldKey, StringComparison.Ordinal))
                return $"{path} holds other credentials than the cluster put there: the next start writes it anew";
            text = text.Replace(oldCertificate, certificate, StringComparison.Ordinal)
                .Replace(oldKey, key, StringComparison.Ordinal);
            CertificateFiles.WriteFile(path, text, secret: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be renewed: {error.Message}; the next renewal tries again, a start writes it anew";
        }
    }

    /// <summary>Writes a kubeconfig whole or not at all, readable by its owner only.</summary>
    public static void Replace(string path, string text) => CertificateFiles.WriteFile(path, text, secret: true);

    private static (string Certificate, string Key) DataOf(X509Certificate2 client)
    {
        using var key = client.GetECDsaPrivateKey()
            ?? throw new CryptographicException("the administrator's certificate has no key");
        return (Base64(client.ExportCertificatePem() + "\n"), Base64(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
