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
        using var key = certificates.Admin.GetECDsaPrivateKey()
            ?? throw new CryptographicException("the admin certificate has no key");
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
                client-certificate-data: {Base64(certificates.Admin.ExportCertificatePem() + "\n")}
                client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem() + "\n")}
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

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
